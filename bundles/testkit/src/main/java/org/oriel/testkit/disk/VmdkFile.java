// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes small VMDK files whose every header field and line can be set wrongly. Untouched, it is a
 * sound file: a disk of 1 MiB in grains of 64 KiB of which the first has data.
 */
public final class VmdkFile {
  /** Field offsets in the header. */
  public static final int VERSION = 4;

  public static final int FLAGS = 8;
  public static final int CAPACITY = 12;
  public static final int GRAIN = 20;
  public static final int DESCRIPTOR = 28;
  public static final int DESCRIPTOR_SIZE = 36;
  public static final int ENTRIES = 44;
  public static final int SECOND_DIRECTORY = 48;
  public static final int DIRECTORY = 56;
  public static final int LINE_ENDS = 73;
  public static final int COMPRESSION = 77;

  /** Bytes of the disk. */
  public static final long SIZE = 1 << 20;

  private static final int SECTOR = 512;
  private static final int DESCRIPTOR_SECTORS = 20;

  private final ByteBuffer file;

  /** Where the header at the end is; 0 if there is none. */
  private final int footer;

  private VmdkFile(int length, int footer) {
    this.file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    this.footer = footer;
  }

  /** Plain grains, directories in front. */
  public static VmdkFile monolithic() {
    VmdkFile made = new VmdkFile(256 * SECTOR, 0);
    made.header(0, 1, 3, 21, 26, 0);
    made.file.putInt(21 * SECTOR, 22).putInt(22 * SECTOR, 128);
    made.file.putInt(26 * SECTOR, 27).putInt(27 * SECTOR, 128);
    return made.text(lines("monolithicSparse"));
  }

  /** Packed grains, the directory behind them: the first grain's stream is not sound. */
  public static VmdkFile stream() {
    int table = 130;
    int directory = table + 5;
    int end = directory + 2;
    VmdkFile made = new VmdkFile((end + 2) * SECTOR, end * SECTOR);
    made.header(0, 3, 0x30001, 0, -1, 1);
    made.header(made.footer, 3, 0x30001, 0, directory, 1);
    made.file.putLong(128 * SECTOR, 0).putInt(128 * SECTOR + 8, 20);
    made.file.putLong((table - 1) * SECTOR, 4).putInt((table - 1) * SECTOR + 12, 1);
    made.file.putInt(table * SECTOR, 128);
    made.file.putLong((directory - 1) * SECTOR, 1).putInt((directory - 1) * SECTOR + 12, 2);
    made.file.putInt(directory * SECTOR, table);
    made.file.putLong((end - 1) * SECTOR, 1).putInt((end - 1) * SECTOR + 12, 3);
    return made.text(lines("streamOptimized"));
  }

  /** The lines of a sound descriptor. */
  public static String lines(String type) {
    return """
    # Disk DescriptorFile
    version=1
    CID=7d5ac1f3
    parentCID=ffffffff
    createType="%s"

    # Extent description
    RW 2048 SPARSE "disk.vmdk"

    # The Disk Data Base
    #DDB

    ddb.virtualHWVersion = "4"
    ddb.adapterType = "ide"
    """
        .formatted(type);
  }

  private void header(int at, int version, int flags, long second, long directory, int packed) {
    file.put(at, "KDMV".getBytes(StandardCharsets.US_ASCII));
    file.putInt(at + VERSION, version).putInt(at + FLAGS, flags);
    file.putLong(at + CAPACITY, SIZE / SECTOR).putLong(at + GRAIN, 128);
    file.putLong(at + DESCRIPTOR, 1).putLong(at + DESCRIPTOR_SIZE, DESCRIPTOR_SECTORS);
    file.putInt(at + ENTRIES, 512).putLong(at + SECOND_DIRECTORY, second);
    file.putLong(at + DIRECTORY, directory).putLong(at + 64, 128);
    file.put(at + LINE_ENDS, new byte[] {'\n', ' ', '\r', '\n'});
    file.putShort(at + COMPRESSION, (short) packed);
  }

  /** Another text in the descriptor's place. */
  public VmdkFile text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] room = Arrays.copyOf(bytes, DESCRIPTOR_SECTORS * SECTOR);
    file.put(SECTOR, room);
    return this;
  }

  /** The descriptor with something in it exchanged. */
  public VmdkFile replace(String old, String with) {
    String text =
        new String(file.array(), SECTOR, DESCRIPTOR_SECTORS * SECTOR, StandardCharsets.ISO_8859_1)
            .replace("\0", "");
    if (!text.contains(old)) {
      throw new IllegalArgumentException(old);
    }
    return text(text.replace(old, with));
  }

  public VmdkFile putInt(int at, int value) {
    file.putInt(at, value);
    return this;
  }

  public VmdkFile putLong(int at, long value) {
    file.putLong(at, value);
    return this;
  }

  public VmdkFile putByte(int at, int value) {
    file.put(at, (byte) value);
    return this;
  }

  /** A field of the header at the end. */
  public VmdkFile footerInt(int field, int value) {
    return putInt(footer + field, value);
  }

  /** A field of the header at the end. */
  public VmdkFile footerLong(int field, long value) {
    return putLong(footer + field, value);
  }

  /** An entry of the first directory of {@link #monolithic}. */
  public VmdkFile table(int index, int sector) {
    return putInt(26 * SECTOR + 4 * index, sector);
  }

  /** An entry of the first table of {@link #monolithic}. */
  public VmdkFile grain(int index, int sector) {
    return putInt(27 * SECTOR + 4 * index, sector);
  }

  public int length() {
    return file.capacity();
  }

  /** The file. */
  public byte[] bytes() {
    return file.array().clone();
  }

  /** The file, cut off. */
  public byte[] bytes(int length) {
    return Arrays.copyOf(file.array(), length);
  }
}
