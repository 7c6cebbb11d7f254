// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/**
 * The L1 table, and as many L2 tables as fit into 8 MiB. Readers never wait for each other: two
 * that miss the same table both read it.
 */
final class Tables {
  private static final int CACHE_BYTES = 8 << 20;
  private static final int PIECE = 1 << 16;

  private final DiskSource source;
  private final int clusterBits;
  private final long fileSize;
  private final long[] l1;
  private final AtomicReferenceArray<L2> cache;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record L2(int index, long[] words) {}

  /** Reads as many entries of the L1 table as the disk needs. */
  Tables(DiskSource source, Header header) throws FormatException {
    this.source = source;
    this.clusterBits = header.clusterBits();
    this.fileSize = source.size();
    int bits = header.features().bitsOfEntry(clusterBits);
    int needed = (int) ((header.size() + (1L << bits) - 1) >>> bits);
    this.l1 = readL1(header.l1().offset(), needed);
    int slots = Math.max(2, CACHE_BYTES >>> clusterBits);
    this.cache = new AtomicReferenceArray<>(Math.min(slots, Integer.highestOneBit(needed | 1) * 2));
  }

  private long[] readL1(long offset, int entries) throws FormatException {
    long[] words = new long[entries];
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, 8L * entries));
    for (int at = 0; at < entries; at += PIECE / 8) {
      int count = Math.min(PIECE / 8, entries - at);
      source.fill(offset + 8L * at, piece.clear().limit(8 * count));
      piece.flip().asLongBuffer().get(words, at, count);
    }
    for (int i = 0; i < entries; i++) {
      words[i] &= Entry.OFFSET;
    }
    return words;
  }

  /** Entries of the L1 table that the disk needs. */
  int count() {
    return l1.length;
  }

  /** Whether the file says nothing of what an entry of the L1 table stands for. */
  boolean absent(int index) {
    return l1[index] == 0;
  }

  /** Where the L2 table of an entry lies. */
  long place(int index) {
    return l1[index];
  }

  /** The L2 table of an entry that is not absent; not to be changed. */
  long[] words(int index) throws FormatException {
    int slot = index & (cache.length() - 1);
    L2 cached = cache.get(slot);
    if (cached != null && cached.index() == index) {
      return cached.words();
    }
    L2 loaded = new L2(index, load(l1[index]));
    cache.set(slot, loaded);
    return loaded.words();
  }

  private long[] load(long offset) throws FormatException {
    int cluster = 1 << clusterBits;
    if ((offset & (cluster - 1)) != 0) {
      throw new FormatException.Corrupt(
          "The L1 table points to " + offset + ", where no cluster starts.");
    }
    if (offset > fileSize - cluster) {
      throw new FormatException.Corrupt("An L2 table at " + offset + " lies outside of the file.");
    }
    ByteBuffer bytes = ByteBuffer.allocate(cluster);
    source.fill(offset, bytes);
    long[] words = new long[cluster / 8];
    bytes.flip().asLongBuffer().get(words);
    return words;
  }
}
