// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.util.OptionalLong;
import org.oriel.codec.Pool;
import org.oriel.codec.zstd.Zstd;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WritePlan;

/**
 * Data from the second cluster on in the order in which they come, then L2 tables, L1 table,
 * refcounts, and the header in the end.
 */
final class LatePlan implements WritePlan {
  private static final int MOST_UNIT = 1 << 20;
  private static final int MOST_PACKERS = 16;

  private final WriteSettings settings;
  private final Zstd zstd;
  private final long size;
  private final int l1Entries;

  LatePlan(WriteSettings settings, DiskShape shape, Zstd zstd) throws FormatException {
    this.settings = settings;
    this.zstd = zstd;
    this.size = Layout.size(shape.virtualSize());
    this.l1Entries = Layout.l1Entries(settings, size);
    ShapeIndex index = new ShapeIndex(shape, settings.clusterBits());
    // A disk that is full as far as its shape says must have a layout.
    Layout.late(settings, size, 1 + index.total() + EarlyPlan.tables(index, settings));
  }

  @Override
  public Order order() {
    return Order.FRONT_LAST;
  }

  @Override
  public long front() {
    return settings.cluster();
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public int unit() {
    return Math.min(MOST_UNIT, settings.cluster());
  }

  @Override
  public DiskWriter open(DiskSink sink) {
    LateTables tables = new LateTables(settings, size, l1Entries);
    Pool<Packer> packers =
        new Pool<>(MOST_PACKERS, () -> new Packer(settings, zstd), Packer::close);
    return new LateWriter(sink, settings, tables, packers);
  }
}
