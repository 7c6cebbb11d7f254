// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Buffers for data on their way in: a set of a few for each intake, and a limit on how many sets
 * there are. They lie on the heap, where digests are fastest.
 */
final class RingPool {
  /** Buffers of a set. */
  static final int BUFFERS = 4;

  /** Bytes of a buffer. */
  static final int BUFFER_BYTES = 256 << 10;

  private static final int MOST_IDLE = 8;
  private static final long SHARE_OF_HEAP = 4;
  private static final int LEAST = 4;
  private static final int MOST = 128;

  private final Semaphore permits;
  private final ConcurrentLinkedDeque<List<ByteBuffer>> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();

  RingPool(int sets) {
    this.permits = new Semaphore(sets, true);
  }

  /** As many sets as may take a quarter of the heap. */
  static RingPool forHeap() {
    long fitting =
        Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / ((long) BUFFERS * BUFFER_BYTES);
    return new RingPool((int) Math.max(LEAST, Math.min(MOST, fitting)));
  }

  /** A set of empty buffers, unless all are in use for too long. */
  Optional<List<ByteBuffer>> take(long waitNanos) {
    try {
      if (!permits.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    List<ByteBuffer> known = idle.pollFirst();
    if (known != null) {
      idleCount.decrementAndGet();
      return Optional.of(known);
    }
    return Optional.of(
        Stream.generate(() -> ByteBuffer.allocate(BUFFER_BYTES)).limit(BUFFERS).toList());
  }

  /** Gives a set back that nobody looks at any more. */
  void give(List<ByteBuffer> buffers) {
    if (idleCount.incrementAndGet() <= MOST_IDLE) {
      idle.addFirst(buffers);
    } else {
      idleCount.decrementAndGet();
    }
    permits.release();
  }
}
