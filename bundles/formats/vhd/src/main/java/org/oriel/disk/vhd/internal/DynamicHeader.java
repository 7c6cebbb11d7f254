// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.oriel.blocks.BlockTable;
import org.oriel.blocks.Refused;
import org.oriel.disk.Limits;

/**
 * The header of a file that grows ("Virtual Hard Disk Image Format Specification", "Dynamic Disk
 * Header Format").
 *
 * @param tableOffset where the table of blocks is
 * @param blocks entries of the table that count
 * @param blockBytes bytes of a block
 */
record DynamicHeader(long tableOffset, int blocks, int blockBytes) {
  static final int BYTES = 1024;

  private static final byte[] MARK = "cxsparse".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 0x0001_0000;
  private static final int CHECKSUM = 36;
  private static final int PARENT = 40;
  private static final int LEAST_BLOCK = 512 << 10;
  private static final int MOST_BLOCK = 256 << 20;

  static DynamicHeader of(ByteBuffer bytes, long diskBytes, Limits limits) throws Refused {
    if (!bytes.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK))) {
      throw Refused.corrupt("There is no header where the footer says.");
    }
    if (bytes.getInt(CHECKSUM) != Footer.checksum(bytes, CHECKSUM)) {
      throw Refused.corrupt("The checksum of the header is wrong.");
    }
    if (bytes.getInt(24) >>> 16 != VERSION >>> 16) {
      throw Refused.unsupported(
          "Version " + Integer.toUnsignedString(bytes.getInt(24)) + " of the header is not known.");
    }
    for (int i = PARENT; i < PARENT + 16; i++) {
      if (bytes.get(i) != 0) {
        throw Refused.unsafe("A disk with a parent is not accepted.");
      }
    }
    long blockBytes = Integer.toUnsignedLong(bytes.getInt(32));
    if (blockBytes < LEAST_BLOCK || blockBytes > MOST_BLOCK || Long.bitCount(blockBytes) != 1) {
      throw Refused.corrupt("Blocks cannot be of " + blockBytes + " bytes.");
    }
    long entries = Integer.toUnsignedLong(bytes.getInt(28));
    int blocks = BlockTable.blocks(diskBytes, (int) blockBytes);
    if (entries < blocks) {
      throw Refused.corrupt(
          "A table of " + entries + " blocks is too small for a disk of " + diskBytes + " bytes.");
    }
    if (entries * Integer.BYTES > limits.tableBytes()) {
      throw Refused.unsupported("A table of " + entries + " blocks is too large.");
    }
    return new DynamicHeader(bytes.getLong(16), blocks, (int) blockBytes);
  }

  /** Bytes of the bitmap before each block: a bit for each sector, in whole sectors. */
  static int bitmapBytes(int blockBytes) {
    int bits = blockBytes / Footer.SECTOR;
    return Math.max(Footer.SECTOR, bits / 8);
  }

  /** A header as it stands in a file. */
  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(MARK).putLong(Footer.NO_OFFSET).putLong(tableOffset);
    bytes.putInt(VERSION).putInt(blocks).putInt(blockBytes);
    bytes.clear();
    return bytes.putInt(CHECKSUM, Footer.checksum(bytes, CHECKSUM));
  }
}
