// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.OptionalLong;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.WritePlan;

/** Writes streams: grains are packed by many, and written in order; zeros are left out. */
final class StreamPlan implements WritePlan {
  private final Layout layout;

  StreamPlan(Layout layout) {
    this.layout = layout;
  }

  @Override
  public Order order() {
    return Order.FORWARD;
  }

  @Override
  public boolean parallel() {
    return false;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public int unit() {
    return Layout.GRAIN;
  }

  @Override
  public DiskWriter open(DiskSink sink) {
    return new StreamWriter(layout, new Output(sink));
  }
}
