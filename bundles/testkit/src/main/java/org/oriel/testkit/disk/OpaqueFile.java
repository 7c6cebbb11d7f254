// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes small files of the formats that are never opened, byte by byte: discs, disks with a
 * partition table, encrypted disks.
 */
public final class OpaqueFile {
  /** Place of the partition table in a boot sector. */
  public static final int PARTITIONS = 446;

  /** Place of the first descriptor of a disc. */
  public static final int DESCRIPTORS = 32_768;

  private final ByteBuffer file;

  private OpaqueFile(int length) {
    this.file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Zeros. */
  public static OpaqueFile zeros(int length) {
    return new OpaqueFile(length);
  }

  /** A disk with one partition of Linux that can be booted. */
  public static OpaqueFile mbr(int length) {
    return zeros(length).bootMark().partition(0, 0x80, 0x002120, 0x83, 2_048);
  }

  /** A disk with the partition that protects a GPT. */
  public static OpaqueFile gpt(int length) {
    return zeros(length).bootMark().partition(0, 0, 0x000200, 0xee, 1).text(512, "EFI PART");
  }

  /** A disc of ISO 9660 with this many blocks of 2 KiB. */
  public static OpaqueFile iso(int length, int blocks) {
    OpaqueFile file = zeros(length).text(DESCRIPTORS, "\1CD001\1");
    file.text(DESCRIPTORS + 2_048, "\u00ffCD001\1");
    file.file.putInt(DESCRIPTORS + 80, blocks).putShort(DESCRIPTORS + 128, (short) 2_048);
    return file;
  }

  /** A disc that is UDF alone. */
  public static OpaqueFile udf(int length) {
    return zeros(length)
        .text(DESCRIPTORS, "\0BEA01\1")
        .text(DESCRIPTORS + 2_048, "\0NSR03\1")
        .text(DESCRIPTORS + 4_096, "\0TEA01\1");
  }

  /** An encrypted disk whose data begin at 4 KiB. */
  public static OpaqueFile luks(int length) {
    OpaqueFile file = zeros(length).text(0, "LUKS\u00ba\u00be\0\1aes");
    file.text(40, "xts-plain64").text(72, "sha256");
    return file.bigEndian(104, 8).bigEndian(108, 64);
  }

  /** The mark of a boot sector, and no more. */
  public OpaqueFile bootMark() {
    return text(510, "U\u00aa");
  }

  /**
   * An entry of the partition table.
   *
   * @param chs where it starts, its three bytes as they stand in the file
   */
  public OpaqueFile partition(int number, int flag, int chs, int type, int start) {
    int at = PARTITIONS + 16 * number;
    file.put(at, (byte) flag).put(at + 1, (byte) (chs >> 16)).put(at + 2, (byte) (chs >> 8));
    file.put(at + 3, (byte) chs).put(at + 4, (byte) type).putInt(at + 8, start);
    file.putInt(at + 12, 1_000);
    return this;
  }

  /** Puts one character for each byte. */
  public OpaqueFile text(int at, String characters) {
    file.put(at, characters.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Puts one byte. */
  public OpaqueFile put(int at, int value) {
    file.put(at, (byte) value);
    return this;
  }

  /** Puts bytes. */
  public OpaqueFile put(int at, byte[] bytes) {
    file.put(at, bytes);
    return this;
  }

  /** Puts 32 bits. */
  public OpaqueFile bigEndian(int at, int value) {
    file.putInt(at, Integer.reverseBytes(value));
    return this;
  }

  public byte[] bytes() {
    return file.array().clone();
  }

  /** The first bytes alone. */
  public byte[] bytes(int length) {
    return Arrays.copyOf(file.array(), length);
  }
}
