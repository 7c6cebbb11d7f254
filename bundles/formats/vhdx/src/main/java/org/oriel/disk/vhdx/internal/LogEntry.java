// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * An entry of the log ([MS-VHDX] 2.3.1.1), which may reach over the log's end to its beginning.
 *
 * @param offset where it begins in the log
 * @param length bytes, whole sectors
 * @param tail where the oldest entry is that had not yet been applied when this one was written
 * @param sequence one more than that of the entry before
 * @param descriptors how many there are
 * @param flushed bytes that the file surely had when the entry was written
 * @param last bytes that the file has to have
 */
record LogEntry(
    int offset, int length, long tail, long sequence, int descriptors, long flushed, long last) {
  static final int SECTOR = 4096;
  static final int HEADER = 64;
  static final int DESCRIPTOR = 32;

  private static final int SIGNATURE = 0x65676f6c;

  /** The entry at a sector of the log; empty if there is none. Its sum is not looked at. */
  static Optional<LogEntry> at(ByteBuffer log, int offset, UUID guid) {
    long length = Integer.toUnsignedLong(log.getInt(offset + 8));
    long sequence = log.getLong(offset + 16);
    long descriptors = Integer.toUnsignedLong(log.getInt(offset + 24));
    boolean entry =
        log.getInt(offset) == SIGNATURE
            && length > 0
            && length % SECTOR == 0
            && length <= log.capacity()
            && sequence != 0
            && HEADER + descriptors * DESCRIPTOR <= length
            && Guid.get(log, offset + 32).equals(guid);
    if (!entry) {
      return Optional.empty();
    }
    return Optional.of(
        new LogEntry(
            offset,
            (int) length,
            Integer.toUnsignedLong(log.getInt(offset + 12)),
            sequence,
            (int) descriptors,
            log.getLong(offset + 48),
            log.getLong(offset + 56)));
  }

  /** Whether the sum is right. */
  boolean summed(ByteBuffer log) {
    CRC32C sum = new CRC32C();
    sum.update(log.slice(offset, Sums.AT));
    sum.update(new byte[4]);
    int first = Math.min(length, log.capacity() - offset);
    sum.update(log.slice(offset + Sums.AT + 4, first - Sums.AT - 4));
    sum.update(log.slice(0, length - first));
    return log.getInt(offset + Sums.AT) == (int) sum.getValue();
  }

  /** Where the entry ends in a log of this length. */
  int end(int logBytes) {
    return (int) (((long) offset + length) % logBytes);
  }

  /** Sectors of header and descriptors. */
  int headerSectors() {
    return (HEADER + descriptors * DESCRIPTOR + SECTOR - 1) / SECTOR;
  }
}
