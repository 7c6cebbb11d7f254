// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;

/** Reads the header of a file by the rules of {@link Header} and {@link Extensions}. */
final class HeaderReader {
  private static final int PIECE = 4096;

  private HeaderReader() {}

  /** A header whose tables lie within the file. */
  static Header read(DiskSource source, Limits limits) throws FormatException {
    ByteBuffer begun = ByteBuffer.allocate(Header.MOST);
    more(source, begun, Header.MAGIC.length);
    if (!isMagic(begun)) {
      throw new FormatException.NotThisFormat("The file is not of the format qcow2.");
    }
    try {
      for (int wanted = Header.bytesWanted(begun);
          wanted > begun.limit();
          wanted = Header.bytesWanted(begun)) {
        more(source, begun, wanted);
      }
      Header header = Header.of(begun, limits);
      extensions(source, header, begun.limit(), limits);
      header.fits(source.size());
      return header;
    } catch (Refused refused) {
      throw refused.asException();
    }
  }

  private static boolean isMagic(ByteBuffer begun) {
    for (int i = 0; i < Header.MAGIC.length; i++) {
      if (begun.get(i) != Header.MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static void more(DiskSource source, ByteBuffer begun, int wanted) throws FormatException {
    if (source.size() < wanted && wanted == Header.MAGIC.length) {
      throw new FormatException.NotThisFormat("The file is too short for the format qcow2.");
    }
    int taken = begun.limit() == begun.capacity() ? 0 : begun.limit();
    begun.limit(wanted).position(taken);
    source.fill(taken, begun);
    begun.position(0);
  }

  private static void extensions(DiskSource source, Header header, int taken, Limits limits)
      throws FormatException, Refused {
    long most = Math.min(1L << header.clusterBits(), limits.headerBytes());
    Extensions extensions = new Extensions(header.length(), taken, most);
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long end = Math.min(most, source.size());
    for (long at = taken; at < end && !extensions.ended(); at += PIECE) {
      piece.clear().limit((int) Math.min(PIECE, end - at));
      source.fill(at, piece);
      extensions.feed(piece.flip());
    }
  }
}
