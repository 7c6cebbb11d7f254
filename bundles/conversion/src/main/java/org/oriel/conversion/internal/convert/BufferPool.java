// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Direct buffers of one window each, of which there is a limited number for all conversions. */
final class BufferPool {
  private static final int MOST_IDLE = 16;
  private static final long LOOK_MILLISECONDS = 50;

  private final Semaphore permits;
  private final ConcurrentLinkedDeque<ByteBuffer> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();

  BufferPool(int most) {
    this.permits = new Semaphore(most, true);
  }

  /**
   * An empty buffer; waits while all are in use.
   *
   * @throws InterruptedException also if nobody wants it any more
   */
  ByteBuffer take(BooleanSupplier unwanted) throws InterruptedException {
    while (!permits.tryAcquire(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      if (unwanted.getAsBoolean()) {
        throw new InterruptedException();
      }
    }
    ByteBuffer known = idle.pollFirst();
    if (known == null) {
      return ByteBuffer.allocateDirect(Windows.BYTES);
    }
    idleCount.decrementAndGet();
    return known.clear();
  }

  /**
   * As {@link #take}, for who is not one of several.
   *
   * @throws CancellationException if nobody wants it any more
   */
  ByteBuffer await(BooleanSupplier unwanted) {
    try {
      return take(unwanted);
    } catch (InterruptedException e) {
      throw new CancellationException("The conversion was cancelled");
    }
  }

  /** Gives a buffer back that nobody looks at any more. */
  void give(ByteBuffer buffer) {
    if (idleCount.incrementAndGet() <= MOST_IDLE) {
      idle.addFirst(buffer);
    } else {
      idleCount.decrementAndGet();
    }
    permits.release();
  }
}
