// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.oriel.blocks.BlockTable;
import org.oriel.blocks.Refused;
import org.oriel.disk.Limits;

/**
 * A header of version 1.1, as VirtualBox has it (Storage/VDICore.h, VDIPREHEADER and
 * VDIHEADER1PLUS) and QEMU (block/vdi.c, VdiHeader).
 *
 * @param fixed whether each block has its place from the beginning
 * @param mapOffset where the map of blocks is
 * @param dataOffset where the first block is
 * @param diskBytes bytes of the disk, whole sectors
 * @param allocated blocks that lie in the file
 */
record Header(boolean fixed, long mapOffset, long dataOffset, long diskBytes, int allocated) {
  static final int BYTES = 512;
  static final int MARK_AT = 0x40;
  static final int MARK = 0xbeda107f;
  static final int SECTOR = 512;
  static final int BLOCK = 1 << 20;

  private static final int VERSION = 0x0001_0001;
  private static final int HEADER_BYTES = 0x190;

  /** QEMU does not count the last field. */
  private static final int LEAST_HEADER_BYTES = 0x180;

  private static final int DYNAMIC = 1;
  private static final int STATIC = 2;
  private static final int UNDO = 3;
  private static final int DIFFERENCE = 4;
  private static final int LINK = 0x1a8;
  private static final int PARENT = 0x1b8;
  private static final String TEXT = "<<< Oriel VM Virtual Disk Image >>>\n";

  /**
   * Judges a header.
   *
   * @param bytes 512 of them, with the mark
   */
  static Header of(ByteBuffer bytes, Limits limits) throws Refused {
    if (bytes.getInt(0x44) != VERSION) {
      throw Refused.unsupported(
          "Version " + Integer.toHexString(bytes.getInt(0x44)) + " of VDI is not known.");
    }
    if (unsigned(bytes, 0x48) < LEAST_HEADER_BYTES) {
      throw Refused.corrupt("A header cannot be " + unsigned(bytes, 0x48) + " bytes long.");
    }
    int type = bytes.getInt(0x4c);
    if (type == UNDO || type == DIFFERENCE || set(bytes, LINK) || set(bytes, PARENT)) {
      throw Refused.unsafe("A disk that is the difference to another file is not accepted.");
    }
    if (type != DYNAMIC && type != STATIC) {
      throw Refused.corrupt("A disk of type " + Integer.toUnsignedString(type) + " is not known.");
    }
    if (unsigned(bytes, 0x168) != SECTOR) {
      throw Refused.unsupported("Sectors of " + unsigned(bytes, 0x168) + " bytes are not known.");
    }
    if (unsigned(bytes, 0x178) != BLOCK || unsigned(bytes, 0x17c) != 0) {
      throw Refused.unsupported(
          "Blocks of " + unsigned(bytes, 0x178) + " bytes, and more with each, are not known.");
    }
    long size = size(bytes, limits);
    long allocated = unsigned(bytes, 0x184);
    if (allocated > unsigned(bytes, 0x180)) {
      throw Refused.corrupt(allocated + " blocks cannot lie in the file, there are fewer.");
    }
    long map = aligned("map", unsigned(bytes, 0x154));
    long data = aligned("first block", unsigned(bytes, 0x158));
    if (data < map + unsigned(bytes, 0x180) * Integer.BYTES) {
      throw Refused.corrupt("The map at " + map + " reaches into the blocks at " + data + ".");
    }
    return new Header(type == STATIC, map, data, size, (int) allocated);
  }

  private static long size(ByteBuffer bytes, Limits limits) throws Refused {
    long size = bytes.getLong(0x170);
    if (size < 0 || size > Long.MAX_VALUE - SECTOR || size > limits.virtualBytes()) {
      throw Refused.unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    long blocks = unsigned(bytes, 0x180);
    if (blocks * Integer.BYTES > limits.tableBytes()) {
      throw Refused.unsupported("A map of " + blocks + " blocks is too large.");
    }
    if (blocks * BLOCK < size) {
      throw Refused.corrupt(blocks + " blocks are too few for a disk of " + size + " bytes.");
    }
    return (size + SECTOR - 1) / SECTOR * SECTOR;
  }

  private static long aligned(String what, long offset) throws Refused {
    if (offset % SECTOR != 0 || offset < BYTES) {
      throw Refused.corrupt("The " + what + " cannot be at " + offset + ".");
    }
    return offset;
  }

  private static boolean set(ByteBuffer bytes, int identity) {
    return bytes.getLong(identity) != 0 || bytes.getLong(identity + 8) != 0;
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  int blocks() {
    return BlockTable.blocks(diskBytes, BLOCK);
  }

  /** A header as it stands in a file. */
  ByteBuffer bytes(UUID identity) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(TEXT.getBytes(StandardCharsets.US_ASCII));
    bytes.position(MARK_AT);
    bytes.putInt(MARK).putInt(VERSION).putInt(HEADER_BYTES).putInt(fixed ? STATIC : DYNAMIC);
    bytes.putInt(0x154, (int) mapOffset).putInt(0x158, (int) dataOffset);
    bytes.putInt(0x168, SECTOR).putLong(0x170, diskBytes).putInt(0x178, BLOCK);
    bytes.putInt(0x180, blocks()).putInt(0x184, allocated);
    bytes.putLong(0x188, identity.getMostSignificantBits());
    bytes.putLong(0x190, identity.getLeastSignificantBits());
    return bytes.clear();
  }
}
