// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file that grows, made by hand: blocks of 512 KiB, all absent but those that a test puts there.
 * Checksums are made right at the end, unless a test wants them wrong.
 */
final class VhdFile {
  static final int BLOCK = 512 << 10;
  static final int HEADER = 512;
  static final int TABLE = 1536;
  static final int FIRST_BLOCK = 2048;

  static final int VERSION = 12;
  static final int HEADER_OFFSET = 16;
  static final int CREATOR = 28;
  static final int SIZE = 48;
  static final int GEOMETRY = 56;
  static final int TYPE = 60;

  static final int TABLE_OFFSET = 16;
  static final int HEADER_VERSION = 24;
  static final int ENTRIES = 28;
  static final int BLOCK_BYTES = 32;
  static final int PARENT = 40;

  private final ByteBuffer footer = ByteBuffer.allocate(512);
  private final ByteBuffer header = ByteBuffer.allocate(1024);
  private final ByteBuffer table = ByteBuffer.allocate(512);
  private int blocks;
  private boolean footerSummed = true;
  private boolean headerSummed = true;

  VhdFile(long diskBytes) {
    Arrays.fill(table.array(), (byte) 0xff);
    footer.put("conectix".getBytes(StandardCharsets.US_ASCII));
    footer.putInt(8, 2).putInt(VERSION, 0x10000).putLong(HEADER_OFFSET, HEADER);
    footer.putLong(40, diskBytes).putLong(SIZE, diskBytes).putInt(TYPE, 3);
    creator("win ");
    header.put("cxsparse".getBytes(StandardCharsets.US_ASCII)).putLong(-1).putLong(TABLE);
    header.putInt(HEADER_VERSION, 0x10000).putInt(ENTRIES, 128).putInt(BLOCK_BYTES, BLOCK);
  }

  VhdFile creator(String creator) {
    footer.put(CREATOR, creator.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  VhdFile geometry(int cylinders, int heads, int sectors) {
    footer.putShort(GEOMETRY, (short) cylinders);
    footer.put(GEOMETRY + 2, (byte) heads).put(GEOMETRY + 3, (byte) sectors);
    return this;
  }

  VhdFile footerInt(int at, int value) {
    footer.putInt(at, value);
    return this;
  }

  VhdFile footerLong(int at, long value) {
    footer.putLong(at, value);
    return this;
  }

  VhdFile headerInt(int at, int value) {
    header.putInt(at, value);
    return this;
  }

  VhdFile headerLong(int at, long value) {
    header.putLong(at, value);
    return this;
  }

  /** Gives a block a place; the file has room for so many blocks as were given. */
  VhdFile block(int block, int sector) {
    table.putInt(4 * block, sector);
    blocks++;
    return this;
  }

  VhdFile wrongFooterSum() {
    footerSummed = false;
    return this;
  }

  VhdFile wrongHeaderSum() {
    headerSummed = false;
    return this;
  }

  byte[] footer() {
    footer.putInt(64, Footer.checksum(footer.clear(), 64) + (footerSummed ? 0 : 1));
    return footer.array();
  }

  byte[] bytes() {
    header.putInt(36, Footer.checksum(header.clear(), 36) + (headerSummed ? 0 : 1));
    ByteBuffer file = ByteBuffer.allocate(FIRST_BLOCK + blocks * (512 + BLOCK) + 512);
    file.put(footer()).put(header.array()).put(table.array());
    file.position(file.limit() - 512);
    file.put(footer());
    return file.array();
  }
}
