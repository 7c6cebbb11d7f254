// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who uses a thing; once draining begins, nobody new gets in. */
final class Leases {
  private static final int DRAINING = Integer.MIN_VALUE;

  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch idle = new CountDownLatch(1);

  /** Whether the thing may be used; then {@link #leave()} must follow. */
  boolean enter() {
    int before = count.get();
    while (before >= 0) {
      if (count.compareAndSet(before, before + 1)) {
        return true;
      }
      before = count.get();
    }
    return false;
  }

  void leave() {
    if (count.decrementAndGet() == DRAINING) {
      idle.countDown();
    }
  }

  /** Lets nobody in any more. Idempotent. */
  void drain() {
    if ((count.getAndUpdate(before -> before | DRAINING) & ~DRAINING) == 0) {
      idle.countDown();
    }
  }

  /** After {@link #drain()}: whether the last user left in time. */
  boolean awaitIdle(long nanos) throws InterruptedException {
    return idle.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }
}
