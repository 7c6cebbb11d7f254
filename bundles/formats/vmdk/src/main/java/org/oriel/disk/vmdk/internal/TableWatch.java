// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.oriel.disk.FormatException;

/**
 * Watches directory and tables pass by, where they stand before the data, and remembers how far
 * into the file they point, so that a file that was cut off is noticed.
 */
final class TableWatch {
  /** Tables that are read, half a MiB of places: enough for 2 TiB. */
  private static final int MOST_TABLES = 65_536;

  private static final int SECTOR_SHIFT = 32;

  private final SparseHeader header;
  private final Scan directory;

  /** Sector above, index of the directory below. */
  private long[] places = new long[16];

  private int tables;
  private int next;
  private boolean sorted;
  private Scan current;
  private long farthest;

  TableWatch(SparseHeader header) {
    this.header = header;
    this.directory =
        new Scan(header.directory() * Sectors.BYTES, header.tables(), this::directoryEntry);
    this.current = directory;
  }

  /** Whether no byte from here on can be of a table that is watched. */
  boolean complete(long position) {
    return position >= directory.end() && sorted && next == tables;
  }

  /** Whether all that the tables name lies within a file of this length. */
  boolean fits(long length) {
    return directory.end() <= length && farthest <= length;
  }

  void feed(long position, ByteBuffer bytes) throws FormatException {
    long end = position + bytes.remaining();
    directory.feed(position, bytes);
    if (!sorted && end >= directory.end()) {
      Arrays.sort(places, 0, tables);
      sorted = true;
      skipTo(Math.max(position, directory.end()));
    }
    while (sorted && next < tables && start(next) < end) {
      if (current.start() != start(next)) {
        int index = (int) places[next];
        current =
            new Scan(
                start(next),
                header.tableEntries(),
                (entry, value) -> grain((long) index * header.tableEntries() + entry, value));
      }
      current.feed(position, bytes);
      if (current.end() > end) {
        break;
      }
      next++;
    }
  }

  private long start(int table) {
    return (places[table] >>> SECTOR_SHIFT) * Sectors.BYTES;
  }

  private void skipTo(long offset) {
    while (next < tables && start(next) < offset) {
      next++;
    }
  }

  private void directoryEntry(int index, long sector) throws FormatException {
    if (sector == 0) {
      return;
    }
    farthest = Math.max(farthest, sector * Sectors.BYTES + header.tableBytes());
    if (tables < MOST_TABLES) {
      if (tables == places.length) {
        places = Arrays.copyOf(places, 2 * tables);
      }
      places[tables++] = sector << SECTOR_SHIFT | index;
    }
  }

  private void grain(long grain, long entry) throws FormatException {
    if (entry != 0 && grain * header.grainSectors() < header.capacity() && header.isPlace(entry)) {
      farthest = Math.max(farthest, header.endOfGrain(grain, entry));
    }
  }
}
