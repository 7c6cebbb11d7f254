// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import java.util.OptionalLong;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.WritePlan;

/**
 * Each byte goes where it is on the disk, in any order; what is skipped is a hole.
 *
 * @param size bytes of the disk and of the file
 */
record RawPlan(long size) implements WritePlan {
  /** Holes of most file systems are of pages. */
  private static final int PAGE = 4096;

  @Override
  public Order order() {
    return Order.FORWARD;
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(size);
  }

  @Override
  public int unit() {
    return PAGE;
  }

  @Override
  public DiskWriter open(DiskSink sink) {
    return new RawWriter(sink, size);
  }
}
