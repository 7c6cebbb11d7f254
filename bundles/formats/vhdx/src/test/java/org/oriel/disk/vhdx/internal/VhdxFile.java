// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/**
 * A file made by hand, by the layout of [MS-VHDX] and not by our writer: headers, an empty log at 1
 * MiB, metadata at 2 MiB, the table at 3 MiB, blocks of 1 MiB from 4 MiB on. Sums are made right at
 * the end, unless a test wants them wrong.
 */
final class VhdxFile {
  static final int MIB = 1 << 20;
  static final int FIRST_HEADER = 64 << 10;
  static final int SECOND_HEADER = 128 << 10;
  static final int FIRST_REGIONS = 192 << 10;
  static final int SECOND_REGIONS = 256 << 10;
  static final int LOG = MIB;
  static final int METADATA = 2 * MIB;
  static final int TABLE = 3 * MIB;
  static final int FIRST_BLOCK = 4 * MIB;

  static final int SEQUENCE = 8;
  static final int LOG_GUID = 48;
  static final int LOG_VERSION = 64;
  static final int VERSION = 66;
  static final int LOG_BYTES = 68;
  static final int LOG_OFFSET = 72;

  static final int PARAMETERS = METADATA + (64 << 10);
  static final int SIZE = PARAMETERS + 8;
  static final int LOGICAL = SIZE + 8;

  private final byte[] bytes;
  private final ByteBuffer file;

  /** A file with so many blocks of data. */
  VhdxFile(long diskBytes, int blocks) {
    bytes = new byte[FIRST_BLOCK + blocks * MIB];
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(0, VhdxParser.MARK);
    for (int at : new int[] {FIRST_HEADER, SECOND_HEADER}) {
      file.putInt(at, 0x64616568).putLong(at + SEQUENCE, at / FIRST_HEADER);
      file.putShort(at + VERSION, (short) 1);
      file.putInt(at + LOG_BYTES, MIB).putLong(at + LOG_OFFSET, LOG);
    }
    for (int at : new int[] {FIRST_REGIONS, SECOND_REGIONS}) {
      file.putInt(at, 0x69676572).putInt(at + 8, 2);
      region(at + 16, Regions.METADATA, METADATA, MIB, 1);
      region(at + 48, Regions.TABLE, TABLE, MIB, 1);
    }
    file.putLong(METADATA, 0x617461646174656dL).putShort(METADATA + 10, (short) 3);
    item(0, "caa16737-fa36-4d43-b3b6-33f0aa44e76b", PARAMETERS - METADATA, 8, 4);
    item(1, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", SIZE - METADATA, 8, 6);
    item(2, "8141bf1d-a96f-4709-ba47-f233a8faab5f", LOGICAL - METADATA, 4, 6);
    file.putInt(PARAMETERS, MIB).putLong(SIZE, diskBytes).putInt(LOGICAL, 512);
  }

  private void region(int at, UUID kind, long offset, int bytes, int required) {
    Guid.put(file, at, kind);
    file.putLong(at + 16, offset).putInt(at + 24, bytes).putInt(at + 28, required);
  }

  /** Names a region in both tables. */
  VhdxFile region(int index, UUID kind, long offset, int bytes, boolean required) {
    for (int at : new int[] {FIRST_REGIONS, SECOND_REGIONS}) {
      region(at + 16 + 32 * index, kind, offset, bytes, required ? 1 : 0);
      file.putInt(at + 8, Math.max(file.getInt(at + 8), index + 1));
    }
    return this;
  }

  private void item(int index, String kind, int offset, int bytes, int flags) {
    item(index, UUID.fromString(kind), offset, bytes, flags);
  }

  VhdxFile item(int index, UUID kind, int offset, int bytes, int flags) {
    int at = METADATA + 32 + 32 * index;
    Guid.put(file, at, kind);
    file.putInt(at + 16, offset).putInt(at + 20, bytes).putInt(at + 24, flags);
    int count = Math.max(file.getShort(METADATA + 10), index + 1);
    file.putShort(METADATA + 10, (short) count);
    return this;
  }

  VhdxFile putShort(int at, int value) {
    file.putShort(at, (short) value);
    return this;
  }

  VhdxFile putInt(int at, int value) {
    file.putInt(at, value);
    return this;
  }

  VhdxFile putLong(int at, long value) {
    file.putLong(at, value);
    return this;
  }

  /** Writes a number into both headers. */
  VhdxFile headers(int at, long value) {
    return putLong(FIRST_HEADER + at, value).putLong(SECOND_HEADER + at, value);
  }

  /** Sets an entry of the table of blocks. */
  VhdxFile entry(int index, long value) {
    return putLong(TABLE + 8 * index, value);
  }

  /** Fills a MiB of the file with one byte. */
  VhdxFile fill(int at, int value) {
    Arrays.fill(bytes, at, at + MIB, (byte) value);
    return this;
  }

  /** Says in both headers that the log is to be replayed. */
  VhdxFile logged(UUID guid) {
    Guid.put(file, FIRST_HEADER + LOG_GUID, guid);
    Guid.put(file, SECOND_HEADER + LOG_GUID, guid);
    return this;
  }

  /** An entry for the log, which is at a place of it. */
  VhdxFile log(LogMaker entry, int at) {
    ByteBuffer bytes = entry.bytes();
    for (int i = 0; i < bytes.limit(); i++) {
      file.put(LOG + (at + i) % MIB, bytes.get(i));
    }
    return this;
  }

  /** Makes the sums of headers and regions right. */
  VhdxFile summed() {
    for (int at : new int[] {FIRST_HEADER, SECOND_HEADER}) {
      Sums.put(file.slice(at, 4096).order(ByteOrder.LITTLE_ENDIAN));
    }
    for (int at : new int[] {FIRST_REGIONS, SECOND_REGIONS}) {
      Sums.put(file.slice(at, 64 << 10).order(ByteOrder.LITTLE_ENDIAN));
    }
    return this;
  }

  byte[] bytes() {
    return summed().raw();
  }

  byte[] raw() {
    return bytes;
  }
}
