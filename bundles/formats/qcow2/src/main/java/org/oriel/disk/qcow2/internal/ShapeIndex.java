// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import org.oriel.disk.DiskShape;

/**
 * Numbers the clusters in which a shape has data, in the order of the disk. Counts are kept for
 * every so many clusters, so that the index of any disk is small.
 */
final class ShapeIndex {
  private static final int LEAST_STEP_BITS = 12;
  private static final int MOST_SAMPLES_BITS = 16;

  private final DiskShape shape;
  private final int clusterBits;
  private final int stepBits;
  private final long[] before;

  ShapeIndex(DiskShape shape, int clusterBits) {
    this.shape = shape;
    this.clusterBits = clusterBits;
    long clusters = clusters();
    int bits = LEAST_STEP_BITS;
    while (clusters >>> bits >= 1L << MOST_SAMPLES_BITS) {
      bits++;
    }
    this.stepBits = bits;
    this.before = new long[(int) (clusters >>> bits) + 2];
    for (int i = 0; i < before.length - 1; i++) {
      before[i + 1] = before[i] + count((long) i << bits, (i + 1L) << bits);
    }
  }

  /** Clusters of the disk. */
  private long clusters() {
    return clusters(shape.virtualSize());
  }

  private long clusters(long bytes) {
    return (bytes >>> clusterBits) + ((bytes & ((1L << clusterBits) - 1)) == 0 ? 0 : 1);
  }

  /** Clusters with data. */
  long total() {
    return before[before.length - 1];
  }

  /** Clusters with data that lie before a cluster. */
  long before(long cluster) {
    int sample = (int) (cluster >>> stepBits);
    return before[sample] + count((long) sample << stepBits, cluster);
  }

  /** The next cluster with data, from one on; no cluster of the disk if there is none. */
  long nextData(long cluster) {
    long position = position(cluster);
    long next = shape.nextData(position);
    return next >= shape.virtualSize() ? Long.MAX_VALUE >>> clusterBits : next >>> clusterBits;
  }

  /** The first cluster without data behind one with data. */
  long endOfData(long cluster) {
    long end = cluster;
    do {
      long zero = shape.nextZero(position(end));
      end = Math.max(end + 1, clusters(zero));
    } while (end < clusters() && shape.hasData(position(end), 1L << clusterBits));
    return end;
  }

  private long position(long cluster) {
    return Math.min(shape.virtualSize(), cluster << clusterBits);
  }

  private long count(long from, long to) {
    long count = 0;
    long end = Math.min(to, clusters());
    for (long at = nextData(from); at < end; ) {
      long behind = Math.min(end, endOfData(at));
      count += behind - at;
      at = nextData(behind);
    }
    return count;
  }
}
