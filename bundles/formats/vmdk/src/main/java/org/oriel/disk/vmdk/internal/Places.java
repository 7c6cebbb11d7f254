// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import org.oriel.disk.DiskShape;

/** Where each grain with data goes, if all that may have data get their room in ascending order. */
final class Places {
  private final Layout layout;
  private final DiskShape shape;

  /** By table: grains with data before it. */
  private final int[] before;

  Places(Layout layout, DiskShape shape) {
    this.layout = layout;
    this.shape = shape;
    this.before = new int[layout.header().tables() + 1];
    long grain = nextData(0);
    while (grain < grains()) {
      long end = nextZero(grain);
      while (grain < end) {
        int table = (int) (grain / Layout.ENTRIES);
        long stop = Math.min(end, (table + 1L) * Layout.ENTRIES);
        before[table + 1] += (int) (stop - grain);
        grain = stop;
      }
      grain = nextData(end);
    }
    for (int i = 1; i < before.length; i++) {
      before[i] += before[i - 1];
    }
  }

  private long grains() {
    return (shape.virtualSize() + Layout.GRAIN - 1) / Layout.GRAIN;
  }

  private long nextData(long grain) {
    long next = shape.nextData(grain * Layout.GRAIN);
    return next >= shape.virtualSize() ? grains() : next / Layout.GRAIN;
  }

  private long nextZero(long grain) {
    long next = shape.nextZero(grain * Layout.GRAIN);
    return (next + Layout.GRAIN - 1) / Layout.GRAIN;
  }

  boolean hasData(long grain) {
    return shape.hasData(grain * Layout.GRAIN, Layout.GRAIN);
  }

  boolean hasTable(int table) {
    return before[table + 1] > before[table];
  }

  /** The sector of a grain, if it has data. */
  long place(long grain) {
    int table = (int) (grain / Layout.ENTRIES);
    long rank = before[table];
    long at = nextData((long) table * Layout.ENTRIES);
    while (at < grain) {
      long end = Math.min(grain, nextZero(at));
      rank += end - at;
      at = nextData(end);
    }
    return layout.front() + rank * Layout.GRAIN_SECTORS;
  }

  /** The sector behind the last grain. */
  long end() {
    return layout.front() + (long) before[before.length - 1] * Layout.GRAIN_SECTORS;
  }
}
