// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.FormatException;

/**
 * Gives out places in the file, and keeps in L2 tables which place a cluster of the disk got. Safe
 * for many threads, but for {@link #write}.
 */
final class LateTables {
  private final WriteSettings settings;
  private final long size;
  private final long[][] tables;

  /** The first byte of the file that nobody has. */
  private long end;

  LateTables(WriteSettings settings, long size, int l1Entries) {
    this.settings = settings;
    this.size = size;
    this.tables = new long[l1Entries][];
    this.end = settings.cluster();
  }

  /**
   * Places for plain clusters, each behind the one before unless its other half has one.
   *
   * @param first number of a cluster of the disk
   * @return their entries
   */
  synchronized long[] placePlain(long first, int count) {
    long[] entries = new long[count];
    for (int i = 0; i < count; i++) {
      long known = get(first + i);
      entries[i] = known == 0 ? plain() : known;
      set(first + i, entries[i]);
    }
    return entries;
  }

  private long plain() {
    long place = aligned(end);
    end = place + settings.cluster();
    return Entry.COPIED | place;
  }

  /**
   * Places for clusters of which some are packed: all of those up to a number, then the plain ones
   * where a cluster of the file begins, then the other packed ones. The number is such that as few
   * bytes as can be are lost before the plain ones.
   *
   * @param lengths bytes of each packed cluster; 0 for plain ones
   */
  synchronized long[] placePacked(long first, int[] lengths) {
    int plain = 0;
    int split = 0;
    long fill = end;
    long least = aligned(fill) - fill;
    for (int i = 0; i < lengths.length; i++) {
      fill += lengths[i];
      plain += lengths[i] == 0 ? 1 : 0;
      if (aligned(fill) - fill < least) {
        least = aligned(fill) - fill;
        split = i + 1;
      }
    }
    long[] entries = new long[lengths.length];
    pack(lengths, entries, 0, plain == 0 ? lengths.length : split);
    if (plain > 0) {
      for (int i = 0; i < lengths.length; i++) {
        if (lengths[i] == 0) {
          entries[i] = plain();
        }
      }
      pack(lengths, entries, split, lengths.length);
    }
    for (int i = 0; i < lengths.length; i++) {
      set(first + i, entries[i]);
    }
    return entries;
  }

  private void pack(int[] lengths, long[] entries, int from, int to) {
    for (int i = from; i < to; i++) {
      if (lengths[i] > 0) {
        entries[i] = Entry.compressed(end, lengths[i], settings.clusterBits());
        end += lengths[i];
      }
    }
  }

  private long aligned(long position) {
    return (position + settings.cluster() - 1) & -settings.cluster();
  }

  private int tableOf(long cluster) {
    return (int) (cluster >>> (settings.clusterBits() - 3));
  }

  private int indexOf(long cluster) {
    return (int) cluster & ((1 << (settings.clusterBits() - 3)) - 1);
  }

  private long get(long cluster) {
    long[] table = tables[tableOf(cluster)];
    return table == null ? 0 : table[indexOf(cluster)];
  }

  private void set(long cluster, long entry) {
    int table = tableOf(cluster);
    if (tables[table] == null) {
      tables[table] = new long[1 << (settings.clusterBits() - 3)];
    }
    tables[table][indexOf(cluster)] = entry;
  }

  /** What {@link #recall} needs: the first cluster, the end of what was given out, the entries. */
  synchronized byte[] note(long first, long[] entries) {
    ByteBuffer note = ByteBuffer.allocate(Long.BYTES * (2 + entries.length));
    note.putLong(first).putLong(end);
    note.asLongBuffer().put(entries);
    return note.array();
  }

  synchronized void recall(byte[] bytes) throws FormatException {
    ByteBuffer note = ByteBuffer.wrap(bytes);
    int count = bytes.length / Long.BYTES - 2;
    if (bytes.length % Long.BYTES != 0 || count < 1) {
      throw new FormatException.Corrupt("A note of " + bytes.length + " bytes is none.");
    }
    long first = note.getLong();
    long noted = note.getLong();
    long clusters = (size + settings.cluster() - 1) >>> settings.clusterBits();
    if (first < 0 || first > clusters - count || noted < settings.cluster()) {
      throw new FormatException.Corrupt("A note of clusters from " + first + " on is none.");
    }
    for (int i = 0; i < count; i++) {
      set(first + i, note.getLong());
    }
    end = Math.max(end, noted);
  }

  /** Writes all tables behind the data, then the header. */
  Layout write(TableOutput output) throws FormatException {
    long firstTable = aligned(end) >>> settings.clusterBits();
    long[] l1 = new long[tables.length];
    long next = firstTable;
    output.at(next << settings.clusterBits());
    for (int i = 0; i < tables.length; i++) {
      if (tables[i] != null) {
        l1[i] = Entry.COPIED | next++ << settings.clusterBits();
        output.putLongs(tables[i]);
      }
    }
    Layout layout = Layout.late(settings, size, next);
    output.putLongs(l1);
    writeRefcounts(output, layout, firstTable);
    output.at(0);
    output.put(layout.header());
    output.flush();
    return layout;
  }

  private void writeRefcounts(TableOutput output, Layout layout, long firstTable)
      throws FormatException {
    Refcounts refcounts = new Refcounts(settings, layout.end());
    refcounts.add(0, 1);
    for (long[] table : tables) {
      if (table != null) {
        refcounts.add(table);
      }
    }
    refcounts.add(firstTable, layout.end());
    output.at(layout.at(layout.refcountBlocks()));
    refcounts.write(output);
    output.at(layout.at(layout.refcountTable()));
    for (long i = 0; i < layout.refcountBlocksLength(); i++) {
      output.putLong(layout.at(layout.refcountBlocks() + i));
    }
  }
}
