// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.FormatException;

/**
 * Where the tables of a file lie, and its header. Places and lengths in clusters.
 *
 * @param size bytes of the disk, a multiple of 512
 * @param l1Entries at least one
 */
record Layout(
    WriteSettings settings,
    long size,
    int l1Entries,
    long l1,
    long refcountTable,
    long refcountTableLength,
    long refcountBlocks,
    long refcountBlocksLength,
    long end) {
  private static final int SECTOR = 512;
  private static final long MOST_L1 = 32L << 20;
  private static final long MOST_REFCOUNT_TABLE = 8L << 20;

  /** Refcounts have 16 bits: the only width that version 2 knows. */
  private static final int REFCOUNT_ORDER = 4;

  /** Bytes of a disk that holds at least so many: readers count in sectors. */
  static long size(long virtualSize) throws FormatException {
    if (virtualSize > Long.MAX_VALUE - SECTOR) {
      throw new FormatException.Unsupported("A disk of " + virtualSize + " bytes is too large.");
    }
    return (virtualSize + SECTOR - 1) / SECTOR * SECTOR;
  }

  /** Entries of the L1 table of a disk. */
  static int l1Entries(WriteSettings settings, long size) throws FormatException {
    long entries = (size >>> settings.tableBits()) + 1;
    if (entries * Long.BYTES > MOST_L1) {
      throw new FormatException.Unsupported(
          "A disk of " + size + " bytes is too large for this cluster_size.");
    }
    return (int) entries;
  }

  /** Clusters that the L1 table takes. */
  static long l1Length(WriteSettings settings, int entries) {
    return clusters(settings, (long) entries * Long.BYTES);
  }

  private static long clusters(WriteSettings settings, long bytes) {
    return (bytes + settings.cluster() - 1) >>> settings.clusterBits();
  }

  /** Tables right behind the header: refcount table, its blocks, L1; others follow. */
  static Layout early(WriteSettings settings, long size, long others) throws FormatException {
    int entries = l1Entries(settings, size);
    long used = 1 + l1Length(settings, entries) + others;
    long[] refcounts = refcounts(settings, used);
    long blocks = 1 + refcounts[0];
    long l1 = blocks + refcounts[1];
    return new Layout(
        settings,
        size,
        entries,
        l1,
        1,
        refcounts[0],
        blocks,
        refcounts[1],
        used + refcounts[0] + refcounts[1]);
  }

  /** Tables at the end: L1 at a place, then refcount blocks, then the refcount table. */
  static Layout late(WriteSettings settings, long size, long l1) throws FormatException {
    int entries = l1Entries(settings, size);
    long used = l1 + l1Length(settings, entries);
    long[] refcounts = refcounts(settings, used);
    return new Layout(
        settings,
        size,
        entries,
        l1,
        used + refcounts[1],
        refcounts[0],
        used,
        refcounts[1],
        used + refcounts[0] + refcounts[1]);
  }

  /** Clusters of the refcount table and of its blocks, which count themselves, too. */
  private static long[] refcounts(WriteSettings settings, long used) throws FormatException {
    long counted = refcountsOfBlock(settings);
    long table = 1;
    long blocks = 1;
    while (true) {
      long blocksNeeded = (used + table + blocks + counted - 1) / counted;
      long tableNeeded = clusters(settings, blocksNeeded * Long.BYTES);
      if (blocksNeeded == blocks && tableNeeded == table) {
        break;
      }
      blocks = Math.max(blocks, blocksNeeded);
      table = Math.max(table, tableNeeded);
    }
    if (table << settings.clusterBits() > MOST_REFCOUNT_TABLE) {
      throw new FormatException.Unsupported(
          "A file of " + used + " clusters is too large for this cluster_size.");
    }
    return new long[] {table, blocks};
  }

  static long refcountsOfBlock(WriteSettings settings) {
    return settings.cluster() / (1 << (REFCOUNT_ORDER - 3));
  }

  /** Bytes of the file. */
  long fileLength() {
    return end << settings.clusterBits();
  }

  /** The byte where a cluster starts. */
  long at(long cluster) {
    return cluster << settings.clusterBits();
  }

  /** The header, and the mark that no extension follows. */
  ByteBuffer header() {
    boolean third = settings.version() == 3;
    boolean zstd = settings.zstd();
    int length = third ? Header.MOST : Header.VERSION_2;
    ByteBuffer header = ByteBuffer.allocate(length + 8);
    header.put(Header.MAGIC).putInt(settings.version());
    header.putLong(0).putInt(0).putInt(settings.clusterBits());
    header.putLong(size).putInt(0).putInt(l1Entries).putLong(at(l1));
    header.putLong(at(refcountTable)).putInt((int) refcountTableLength);
    header.putInt(0).putLong(0);
    if (third) {
      header.putLong(zstd ? Header.COMPRESSION : 0).putLong(0).putLong(0);
      header.putInt(REFCOUNT_ORDER).putInt(length).put((byte) (zstd ? 1 : 0));
    }
    return header.rewind();
  }
}
