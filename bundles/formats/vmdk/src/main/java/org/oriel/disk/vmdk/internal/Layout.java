// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.oriel.disk.FormatException;

/**
 * Where the parts of a new file are: grains of 64 KiB, tables of 512 of them. In a plain file both
 * directories and all tables are in front, as qemu lays them out; in a stream none is.
 *
 * @param header the header at the front
 * @param text the descriptor
 */
record Layout(SparseHeader header, Words text) {
  static final int GRAIN = 65_536;
  static final int GRAIN_SECTORS = GRAIN / Sectors.BYTES;
  static final int ENTRIES = 512;
  static final int TABLE_SECTORS = ENTRIES * Integer.BYTES / Sectors.BYTES;

  /** No place in a file is farther: places are of 32 bits. */
  static final long MOST_SECTORS = 1L << 32;

  private static final int FIRST = SparseHeader.DESCRIPTOR_AT + Text.SECTORS;

  /** The bytes of a descriptor. */
  interface Words {
    byte[] bytes();
  }

  static Layout of(long diskBytes, Settings settings, UUID identity) throws FormatException {
    long capacity = Math.max(1, Sectors.holding(diskBytes));
    long tables = (capacity - 1) / ((long) GRAIN_SECTORS * ENTRIES) + 1;
    if (tables > Integer.MAX_VALUE / TABLE_SECTORS / 2) {
      throw new FormatException.Unsupported(
          "A disk of " + diskBytes + " bytes is too large for VMDK.");
    }
    Words text = () -> Text.of(capacity, settings, identity);
    return new Layout(settings.stream() ? stream(capacity) : plain(capacity, tables), text);
  }

  private static SparseHeader plain(long capacity, long tables) {
    long directory = FIRST + directorySectors(tables) + tables * TABLE_SECTORS;
    long end = directory + directorySectors(tables) + tables * TABLE_SECTORS;
    int flags = SparseHeader.NEWLINES | SparseHeader.REDUNDANT;
    long overhead = Sectors.roundUp(end, GRAIN_SECTORS);
    return new SparseHeader(
        1,
        flags,
        capacity,
        GRAIN_SECTORS,
        Text.SECTORS,
        ENTRIES,
        FIRST,
        directory,
        overhead,
        false);
  }

  private static SparseHeader stream(long capacity) {
    int flags = SparseHeader.NEWLINES | SparseHeader.COMPRESSED | SparseHeader.MARKERS;
    return new SparseHeader(
        3,
        flags,
        capacity,
        GRAIN_SECTORS,
        Text.SECTORS,
        ENTRIES,
        0,
        SparseHeader.AT_END,
        GRAIN_SECTORS,
        true);
  }

  private static long directorySectors(long tables) {
    return Sectors.holding(tables * Integer.BYTES);
  }

  long directorySectors() {
    return directorySectors(header.tables());
  }

  /** Sectors before the first grain. */
  long front() {
    return header.overhead();
  }

  /** The sector of a table, given that of its directory. */
  long table(long directory, int index) {
    return directory + directorySectors() + (long) index * TABLE_SECTORS;
  }

  /** Header and descriptor. */
  ByteBuffer head() {
    ByteBuffer head = ByteBuffer.allocate(FIRST * Sectors.BYTES);
    head.put(header.bytes()).put(text.bytes());
    return head.rewind();
  }
}
