// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Watches the tables pass by and remembers how far into the file they point, so that a file that
 * was cut off is noticed. L2 tables that come before the L1 table are not read: who writes so,
 * writes the data still earlier.
 */
final class Mapping {
  private static final long L1_OFFSETS = 0x00ff_ffff_ffff_fe00L;
  private static final long REFCOUNT_OFFSETS = ~0x1ffL;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZERO = 1;

  /** L2 tables that are read, half a MiB of offsets: enough for 32 TiB in clusters of 64 KiB. */
  private static final int MOST_TABLES = 65_536;

  private final int clusterBits;
  private final boolean extended;
  private final TableScan l1;
  private final TableScan refcounts;
  private long[] l2 = new long[16];
  private int tables;
  private int next;
  private boolean sorted;

  /** Whether the next word of an extended table says what the parts of a cluster are. */
  private boolean bitmap;

  private TableScan current;
  private long farthestTable;
  private long farthestData;

  Mapping(Header header) {
    this.clusterBits = header.clusterBits();
    this.extended = header.features().extendedL2();
    this.l1 = new TableScan(header.l1(), this::l1Entry);
    this.refcounts = new TableScan(header.refcounts(), this::refcountEntry);
    this.current = l1;
  }

  /** Whether no byte from here on can be of a table. */
  boolean complete(long position) {
    return position >= l1.table().end()
        && position >= refcounts.table().end()
        && sorted
        && next == tables;
  }

  /** Whether all that the tables name lies within a file of this length. */
  boolean fits(long length) {
    long cluster = 1L << clusterBits;
    return l1.table().end() <= length
        && refcounts.table().end() <= length
        && farthestTable <= length - cluster
        && farthestData < length;
  }

  void feed(long position, ByteBuffer bytes) throws Refused {
    long end = position + bytes.remaining();
    refcounts.feed(position, bytes);
    l1.feed(position, bytes);
    if (!sorted && end >= l1.table().end()) {
      sortTables(Math.max(position, l1.table().end()));
    }
    while (sorted && next < tables && l2[next] < end) {
      if (current.table().offset() != l2[next]) {
        bitmap = false;
        current = new TableScan(new Header.Table(l2[next], 1L << clusterBits), this::l2Entry);
      }
      current.feed(position, bytes);
      if (current.table().end() > end) {
        break;
      }
      skipTo(l2[next] + 1);
    }
  }

  private void sortTables(long from) {
    Arrays.sort(l2, 0, tables);
    sorted = true;
    skipTo(from);
  }

  private void skipTo(long offset) {
    while (next < tables && l2[next] < offset) {
      next++;
    }
  }

  private void l1Entry(long entry) throws Refused {
    long offset = aligned("L1 table", entry & L1_OFFSETS);
    farthestTable = Math.max(farthestTable, offset);
    if (offset != 0 && tables < MOST_TABLES) {
      if (tables == l2.length) {
        l2 = Arrays.copyOf(l2, 2 * tables);
      }
      l2[tables++] = offset;
    }
  }

  private void refcountEntry(long entry) throws Refused {
    farthestTable = Math.max(farthestTable, aligned("refcount table", entry & REFCOUNT_OFFSETS));
  }

  private void l2Entry(long entry) throws Refused {
    if (bitmap) {
      bitmap = false;
      return;
    }
    bitmap = extended;
    if ((entry & COMPRESSED) != 0) {
      long offset = entry & ((1L << (62 - (clusterBits - 8))) - 1);
      farthestData = Math.max(farthestData, offset);
    } else if ((entry & ZERO) == 0) {
      farthestData = Math.max(farthestData, aligned("L2 table", entry & L1_OFFSETS));
    }
  }

  private long aligned(String table, long offset) throws Refused {
    if ((offset & ((1L << clusterBits) - 1)) != 0 || offset < 0) {
      throw Refused.corrupt(
          "The "
              + table
              + " points to "
              + Long.toUnsignedString(offset)
              + ", where no cluster starts.");
    }
    return offset;
  }
}
