// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import org.oriel.disk.FormatException;

/** How many use each cluster of a new file: two bytes for each. */
final class Refcounts {
  private final int clusterBits;
  private final int bits;
  private final char[][] blocks;

  /**
   * @param end clusters of the file
   */
  Refcounts(WriteSettings settings, long end) {
    this.clusterBits = settings.clusterBits();
    this.bits = clusterBits - 1;
    this.blocks = new char[(int) ((end + (1L << bits) - 1) >>> bits)][];
  }

  /** One more user of each cluster of a run. */
  void add(long from, long to) {
    for (long cluster = from; cluster < to; cluster++) {
      int block = (int) (cluster >>> bits);
      if (blocks[block] == null) {
        blocks[block] = new char[1 << bits];
      }
      blocks[block][(int) cluster & ((1 << bits) - 1)]++;
    }
  }

  /** What an L2 table uses. */
  void add(long[] table) {
    for (long entry : table) {
      if ((entry & Entry.COMPRESSED) != 0) {
        long place = Entry.place(entry, clusterBits);
        long last = place + Entry.packedLength(entry, clusterBits) - 1;
        add(place >>> clusterBits, (last >>> clusterBits) + 1);
      } else if (entry != 0) {
        long cluster = (entry & Entry.OFFSET) >>> clusterBits;
        add(cluster, cluster + 1);
      }
    }
  }

  /** All blocks, one after the other. */
  void write(TableOutput output) throws FormatException {
    char[] none = new char[1 << bits];
    for (char[] block : blocks) {
      for (char count : block == null ? none : block) {
        output.putShort(count);
      }
    }
  }
}
