// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/**
 * Where the grains of a disk lie: the directory in memory, tables as they are needed, some hundred
 * of them kept. Every place is checked against the file when its table is read. Safe for many
 * threads; none waits for another.
 */
final class GrainMap {
  /** No bytes of the grain are in the file. */
  static final long NONE = 0;

  /** The file says that the grain is zeros. */
  static final long ZEROS = 1;

  private static final int KEPT = 256;
  private static final int PIECE = 1 << 16;

  private final DiskSource source;
  private final SparseHeader header;
  private final int[] directory;
  private final AtomicReferenceArray<Table> kept = new AtomicReferenceArray<>(KEPT);

  /** A table that was read and checked. */
  private static final class Table {
    private final int index;
    private final int[] entries;

    Table(int index, int[] entries) {
      this.index = index;
      this.entries = entries;
    }
  }

  private GrainMap(DiskSource source, SparseHeader header, int[] directory) {
    this.source = source;
    this.header = header;
    this.directory = directory;
  }

  /** Reads the directory that a header names. */
  static GrainMap open(DiskSource source, SparseHeader header) throws FormatException {
    int[] directory = readDirectory(source, header, header.directory());
    return new GrainMap(source, header, directory);
  }

  static int[] readDirectory(DiskSource source, SparseHeader header, long sector)
      throws FormatException {
    if (!Sectors.within(sector, header.directoryBytes(), source.size())) {
      throw new FormatException.Corrupt("The directory lies outside of the file.");
    }
    int[] entries = numbers(source, sector * Sectors.BYTES, header.tables());
    for (int entry : entries) {
      long table = Integer.toUnsignedLong(entry);
      if (table != 0 && !Sectors.within(table, header.tableBytes(), source.size())) {
        throw new FormatException.Corrupt("The table at sector " + table + " is not in the file.");
      }
    }
    return entries;
  }

  static int[] numbers(DiskSource source, long position, int count) throws FormatException {
    int[] numbers = new int[count];
    ByteBuffer piece =
        ByteBuffer.allocate((int) Math.min(PIECE, (long) count * Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at < count) {
      int some = Math.min(count - at, PIECE / Integer.BYTES);
      piece.clear().limit(some * Integer.BYTES);
      source.fill(position + (long) at * Integer.BYTES, piece);
      piece.flip().asIntBuffer().get(numbers, at, some);
      at += some;
    }
    return numbers;
  }

  /** Grains of the disk. */
  long grains() {
    return (header.capacity() - 1) / header.grainSectors() + 1;
  }

  /** Whether a whole table is missing: its grains have no bytes in the file. */
  boolean noTable(long grain) {
    return directory[(int) (grain / header.tableEntries())] == 0;
  }

  /** The first grain of the next table. */
  long nextTable(long grain) {
    return (grain / header.tableEntries() + 1) * header.tableEntries();
  }

  /**
   * Where a grain lies.
   *
   * @return its sector, {@link #NONE} or {@link #ZEROS}
   */
  long place(long grain) throws FormatException {
    int index = (int) (grain / header.tableEntries());
    if (directory[index] == 0) {
      return NONE;
    }
    Table table = kept.get(index % KEPT);
    if (table == null || table.index != index) {
      table = new Table(index, read(index));
      kept.set(index % KEPT, table);
    }
    return Integer.toUnsignedLong(table.entries[(int) (grain % header.tableEntries())]);
  }

  private int[] read(int index) throws FormatException {
    long sector = Integer.toUnsignedLong(directory[index]);
    int[] entries = numbers(source, sector * Sectors.BYTES, header.tableEntries());
    long first = (long) index * header.tableEntries();
    for (int i = 0; i < entries.length && first + i < grains(); i++) {
      long place = Integer.toUnsignedLong(entries[i]);
      if (place != NONE && header.isPlace(place)) {
        long end = header.endOfGrain(first + i, place);
        if (end > source.size()) {
          throw new FormatException.Corrupt(
              "The grain at sector " + place + " is not in the file, which was cut off.");
        }
      }
    }
    return entries;
  }
}
