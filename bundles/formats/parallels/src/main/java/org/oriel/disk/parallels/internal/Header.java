// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.parallels.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.oriel.blocks.Refused;
import org.oriel.disk.Limits;

/**
 * A header of version 2 (QEMU, docs/interop/parallels.txt).
 *
 * @param extended whether places are counted in clusters, not in sectors
 * @param clusterBytes bytes of a cluster
 * @param clusters entries of the table that count
 * @param diskBytes bytes of the disk
 * @param dataOffset where the first cluster may be
 */
record Header(boolean extended, int clusterBytes, int clusters, long diskBytes, long dataOffset) {
  static final int BYTES = 64;
  static final int MARK_BYTES = 16;
  static final int SECTOR = 512;

  private static final byte[] MARK = "WithoutFreeSpace".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EXTENDED = "WithouFreSpacExt".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;

  /** Largest cluster: 256 MiB. */
  private static final long MOST_SECTORS = (256L << 20) / SECTOR;

  /** Whether a buffer begins with a mark, and whether it is that of the extended format. */
  static Optional<Boolean> extended(ByteBuffer bytes) {
    if (bytes.remaining() < MARK_BYTES) {
      return Optional.empty();
    }
    byte[] mark = new byte[MARK_BYTES];
    bytes.get(bytes.position(), mark);
    if (Arrays.equals(mark, EXTENDED)) {
      return Optional.of(true);
    }
    return Arrays.equals(mark, MARK) ? Optional.of(false) : Optional.empty();
  }

  /**
   * Judges a header.
   *
   * @param bytes 64 of them, with a mark
   */
  static Header of(ByteBuffer bytes, boolean extended, Limits limits) throws Refused {
    if (bytes.getInt(16) != VERSION) {
      throw Refused.unsupported(
          "Version " + Integer.toUnsignedString(bytes.getInt(16)) + " is not known.");
    }
    long tracks = unsigned(bytes, 28);
    if (tracks == 0 || tracks > MOST_SECTORS) {
      throw Refused.corrupt("A cluster cannot be of " + tracks + " sectors.");
    }
    long entries = unsigned(bytes, 32);
    if (entries * Integer.BYTES > limits.tableBytes()) {
      throw Refused.unsupported("A table of " + entries + " clusters is too large.");
    }
    // Before the extended format, the upper half of the number of sectors is not defined.
    long sectors = extended ? bytes.getLong(36) : unsigned(bytes, 36);
    if (sectors < 0 || sectors > entries * tracks) {
      throw Refused.corrupt(
          "A table of "
              + entries
              + " clusters is too small for "
              + Long.toUnsignedString(sectors)
              + " sectors.");
    }
    if (sectors * SECTOR > limits.virtualBytes()) {
      throw Refused.unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    long tableEnd = BYTES + entries * Integer.BYTES;
    long data = unsigned(bytes, 48) * SECTOR;
    if (data == 0) {
      data = (tableEnd + SECTOR - 1) / SECTOR * SECTOR;
    }
    if (data < tableEnd) {
      throw Refused.corrupt("The table reaches into the clusters at " + data + ".");
    }
    int clusterBytes = (int) (tracks * SECTOR);
    int clusters = (int) ((sectors + tracks - 1) / tracks);
    return new Header(extended, clusterBytes, clusters, sectors * SECTOR, data);
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  /** Bytes from a place of the table to the next. */
  int stride() {
    return extended ? clusterBytes : SECTOR;
  }
}
