// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import org.oriel.codec.DeflateEncoder;
import org.oriel.codec.InflateDecoder;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/**
 * Reads packed grains. Streams hold them one behind the other: hence each read of the file takes
 * some of them. Used by one thread at a time.
 */
final class Unpacker implements AutoCloseable {
  private static final int AHEAD = 1 << 18;

  private final DiskSource source;
  private final SparseHeader header;
  private final int mostPacked;
  private final ByteBuffer window;
  private final ByteBuffer grainBytes;
  private final InflateDecoder decoder = new InflateDecoder(DeflateEncoder.Wrapper.ZLIB);
  private long windowStart;

  Unpacker(DiskSource source, SparseHeader header) {
    this.source = source;
    this.header = header;
    int grain = Math.toIntExact(header.grainBytes());
    this.mostPacked = 2 * grain + Sectors.BYTES;
    this.window =
        ByteBuffer.allocateDirect(Math.max(AHEAD, mostPacked + Sectors.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
    this.grainBytes = ByteBuffer.allocateDirect(grain);
  }

  /**
   * Fills a buffer with bytes of a grain.
   *
   * @param sector where it lies
   * @param offset of the first byte within the grain
   */
  void read(long grain, long sector, int offset, ByteBuffer into) throws FormatException {
    ByteBuffer packed = packed(grain, sector);
    try {
      if (offset == 0 && into.remaining() == header.grainBytes()) {
        decoder.decode(packed, into);
      } else {
        grainBytes.clear();
        decoder.decode(packed, grainBytes, (int) header.bytesOfGrain(grain));
        into.put(grainBytes.flip().position(offset).limit(offset + into.remaining()));
      }
    } catch (DataFormatException damaged) {
      throw new FormatException.Corrupt(
          "The packed grain at sector " + sector + " is damaged.", damaged);
    }
  }

  private ByteBuffer packed(long grain, long sector) throws FormatException {
    long position = sector * Sectors.BYTES;
    int at = load(position, Marker.GRAIN_BYTES);
    long first = window.getLong(at);
    long length = Integer.toUnsignedLong(window.getInt(at + Long.BYTES));
    if (first != grain * header.grainSectors()) {
      throw new FormatException.Corrupt("The grain at sector " + sector + " is another one.");
    }
    if (length == 0 || length > mostPacked) {
      throw new FormatException.Corrupt("A grain cannot be packed in " + length + " bytes.");
    }
    int start = load(position + Marker.GRAIN_BYTES, (int) length);
    return window.slice(start, (int) length);
  }

  /**
   * Has some bytes of the file in the window.
   *
   * @return where they are in it
   */
  private int load(long position, int count) throws FormatException {
    boolean there = position >= windowStart && position + count <= windowStart + window.limit();
    if (!there) {
      long left = source.size() - position;
      window.clear().limit(0);
      windowStart = position;
      ByteBuffer fresh = window.duplicate();
      fresh.clear().limit((int) Math.max(count, Math.min(fresh.capacity(), left)));
      source.fill(position, fresh);
      window.limit(fresh.limit());
    }
    return (int) (position - windowStart);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
