// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.oriel.disk.DiskSink;
import org.oriel.disk.WritePlan;

/** Passes writes on, and insists on the order that a plan promised. */
final class OrderedSink implements DiskSink {
  private final DiskSink to;
  private final WritePlan plan;
  private final long end;
  private long next;
  private boolean atFront;
  private boolean ended;

  OrderedSink(DiskSink to, WritePlan plan) {
    this.to = to;
    this.plan = plan;
    this.end = plan.length().orElse(Long.MAX_VALUE);
    this.next = plan.front();
    if (plan.order() != WritePlan.Order.FRONT_LAST && plan.front() != 0) {
      throw new AssertionError("a front of " + plan.front() + " bytes in order " + plan.order());
    }
  }

  @Override
  public synchronized void writeAt(long position, ByteBuffer from) throws IOException {
    long behind = position + from.remaining();
    String what = "write of " + from.remaining() + " bytes at " + position;
    if (ended || position < 0 || behind > end) {
      throw new AssertionError(what + ", but the file ends at " + end);
    }
    if (plan.order() != WritePlan.Order.ANYWHERE && from.hasRemaining()) {
      if (!atFront && position < plan.front()) {
        atFront = true;
        next = 0;
      }
      if (position < next || (atFront && behind > plan.front())) {
        throw new AssertionError(what + ", where " + plan.order() + " goes on at " + next);
      }
      next = behind;
    }
    to.writeAt(position, from);
  }

  @Override
  public synchronized void length(long bytes) throws IOException {
    ended = true;
    to.length(bytes);
  }
}
