// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.oriel.blocks.Refused;
import org.oriel.disk.Limits;

/**
 * The footer of a VHD ("Virtual Hard Disk Image Format Specification", "Hard Disk Footer Format"),
 * a copy of which begins a file that grows.
 *
 * @param fixed whether the file holds all of the disk, in order
 * @param creator four letters of the program that made the file
 * @param headerOffset where the header of a file that grows is
 * @param fieldBytes size of the disk, as the field says
 * @param geometry size of the disk, as others say
 */
record Footer(
    boolean fixed, String creator, long headerOffset, long fieldBytes, Geometry geometry) {
  static final int BYTES = 512;
  static final int SECTOR = 512;
  static final byte[] MARK = "conectix".getBytes(StandardCharsets.US_ASCII);

  /** Largest disk: 2040 GiB. */
  static final long MOST_BYTES = 2040L << 30;

  static final long NO_OFFSET = -1;

  private static final int VERSION = 0x0001_0000;
  private static final int FEATURES = 2;
  private static final int FIXED = 2;
  private static final int DYNAMIC = 3;
  private static final int DIFFERENCING = 4;
  private static final int CHECKSUM = 64;
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  /** Programs that mean the size field; of all others QEMU takes the geometry. */
  private static final Set<String> EXACT = Set.of("qem2", "win ", "d2v ", "tap\0", "CTXS");

  /** Whether a buffer begins with the mark. */
  static boolean marks(ByteBuffer bytes) {
    if (bytes.remaining() < MARK.length) {
      return false;
    }
    for (int i = 0; i < MARK.length; i++) {
      if (bytes.get(bytes.position() + i) != MARK[i]) {
        return false;
      }
    }
    return true;
  }

  /** The one's complement of the sum of bytes, but for the four of the checksum itself. */
  static int checksum(ByteBuffer bytes, int checksumAt) {
    int sum = 0;
    for (int i = 0; i < bytes.limit(); i++) {
      boolean itself = i >= checksumAt && i < checksumAt + Integer.BYTES;
      sum += itself ? 0 : Byte.toUnsignedInt(bytes.get(i));
    }
    return ~sum;
  }

  /** Whether these 512 bytes are the footer of a file of fixed size: a mark alone is no footer. */
  static boolean isFixed(ByteBuffer tail) {
    if (tail.remaining() != BYTES || !marks(tail)) {
      return false;
    }
    ByteBuffer bytes = tail.slice();
    return bytes.getInt(CHECKSUM) == checksum(bytes, CHECKSUM) && bytes.getInt(60) == FIXED;
  }

  /**
   * Judges a footer.
   *
   * @param bytes 512 of them, from 0, with the mark
   */
  static Footer of(ByteBuffer bytes, Limits limits) throws Refused {
    if (bytes.getInt(CHECKSUM) != checksum(bytes, CHECKSUM)) {
      throw Refused.corrupt("The checksum of the footer is wrong.");
    }
    if (bytes.getInt(12) >>> 16 != VERSION >>> 16) {
      throw Refused.unsupported(
          "Version " + Integer.toUnsignedString(bytes.getInt(12)) + " of VHD is not known.");
    }
    int type = bytes.getInt(60);
    if (type == DIFFERENCING) {
      throw Refused.unsafe("A disk that is the difference to another file is not accepted.");
    }
    if (type != FIXED && type != DYNAMIC) {
      throw Refused.corrupt("A disk of type " + Integer.toUnsignedString(type) + " is not known.");
    }
    Geometry geometry =
        new Geometry(
            Short.toUnsignedInt(bytes.getShort(56)),
            Byte.toUnsignedInt(bytes.get(58)),
            Byte.toUnsignedInt(bytes.get(59)));
    String creator = StandardCharsets.ISO_8859_1.decode(bytes.slice(28, 4)).toString();
    Footer footer =
        new Footer(type == FIXED, creator, bytes.getLong(16), bytes.getLong(48), geometry);
    footer.checkSize(limits);
    return footer;
  }

  private void checkSize(Limits limits) throws Refused {
    if (fieldBytes < 0 || fieldBytes > MOST_BYTES || diskBytes() > MOST_BYTES) {
      throw Refused.corrupt("A disk cannot be larger than " + MOST_BYTES + " bytes.");
    }
    if (diskBytes() == 0 && fieldBytes > 0) {
      throw Refused.corrupt("A disk cannot have no cylinders, no heads or no sectors.");
    }
    if (diskBytes() > limits.virtualBytes()) {
      throw Refused.unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    if (diskBytes() % SECTOR != 0) {
      throw Refused.corrupt("A disk of " + diskBytes() + " bytes is not of whole sectors.");
    }
  }

  /**
   * Bytes of the disk: by the field if its creator means it, or if the geometry is the greatest and
   * says nothing. Otherwise by the geometry, as in Virtual PC and QEMU.
   */
  long diskBytes() {
    boolean exact = EXACT.contains(creator) || geometry.equals(Geometry.MOST);
    return exact ? fieldBytes : geometry.sectors() * SECTOR;
  }

  /** A footer as it stands in a file. */
  ByteBuffer bytes(UUID identity, Instant created) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    long seconds = created.getEpochSecond() - EPOCH.getEpochSecond();
    bytes.put(MARK).putInt(FEATURES).putInt(VERSION).putLong(headerOffset);
    bytes.putInt((int) Math.max(0, Math.min(seconds, 0xffff_ffffL)));
    bytes.put(creator.getBytes(StandardCharsets.ISO_8859_1)).putInt(0x0005_0003);
    bytes.put("Wi2k".getBytes(StandardCharsets.US_ASCII)).putLong(fieldBytes).putLong(fieldBytes);
    bytes.putShort((short) geometry.cylinders());
    bytes.put((byte) geometry.heads()).put((byte) geometry.sectorsPerTrack());
    bytes.putInt(fixed ? FIXED : DYNAMIC).putInt(0);
    bytes.putLong(identity.getMostSignificantBits()).putLong(identity.getLeastSignificantBits());
    bytes.clear();
    return bytes.putInt(CHECKSUM, checksum(bytes, CHECKSUM));
  }
}
