// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

/**
 * The bits of table entries: qemu, docs/interop/qcow2.txt, sections "Cluster mapping" and "Extended
 * L2 Entries".
 */
final class Entry {
  /** Bits of an offset in the file, in L1 tables and of plain clusters. */
  static final long OFFSET = 0x00ff_ffff_ffff_fe00L;

  /** In L2 tables: the cluster is packed. */
  static final long COMPRESSED = 1L << 62;

  /** In L2 tables that are not extended: the cluster reads as zeros. */
  static final long ZERO = 1;

  /** Nothing else uses the place. */
  static final long COPIED = 1L << 63;

  static final int SECTOR_BITS = 9;

  private Entry() {}

  /** Bits of the place of a compressed cluster; those of its length are above. */
  private static int placeBits(int clusterBits) {
    return 62 - (clusterBits - 8);
  }

  /** The byte where a compressed cluster starts. */
  static long place(long entry, int clusterBits) {
    return entry & ((1L << placeBits(clusterBits)) - 1);
  }

  /** Most bytes that a compressed cluster takes; its stream ends before. */
  static int packedLength(long entry, int clusterBits) {
    long sectors = ((entry & (COMPRESSED - 1)) >>> placeBits(clusterBits)) + 1;
    int before = (int) (entry & ((1 << SECTOR_BITS) - 1));
    return (int) (sectors << SECTOR_BITS) - before;
  }

  /** The entry of a compressed cluster. */
  static long compressed(long place, int length, int clusterBits) {
    long sectors = ((place + length - 1) >>> SECTOR_BITS) - (place >>> SECTOR_BITS);
    return COMPRESSED | sectors << placeBits(clusterBits) | place;
  }
}
