// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.OptionalLong;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOptions.Tables;
import org.oriel.disk.WritePlan;

/** Writes plain files: each grain at the place that follows from the shape, or as they come. */
final class SparsePlan implements WritePlan {
  private final Layout layout;
  private final Places places;
  private final boolean early;

  SparsePlan(Layout layout, DiskShape shape, Tables tables) throws FormatException {
    this.layout = layout;
    this.early = tables == Tables.EARLY;
    this.places = new Places(layout, shape);
    if (places.end() >= Layout.MOST_SECTORS) {
      throw new FormatException.Unsupported("A file of VMDK cannot be larger than 2 TiB.");
    }
  }

  @Override
  public Order order() {
    return early ? Order.FORWARD : Order.FRONT_LAST;
  }

  @Override
  public long front() {
    return early ? 0 : layout.front() * Sectors.BYTES;
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public OptionalLong length() {
    return early ? OptionalLong.of(places.end() * Sectors.BYTES) : OptionalLong.empty();
  }

  @Override
  public int unit() {
    return Layout.GRAIN;
  }

  @Override
  public DiskWriter open(DiskSink sink) {
    Output output = new Output(sink);
    return early ? new EarlyWriter(layout, places, output) : new LateWriter(layout, output);
  }
}
