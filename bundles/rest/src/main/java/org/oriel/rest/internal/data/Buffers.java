// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.oriel.image.Refusal;

/** A bounded pool of direct buffers, made when they are first wanted. */
final class Buffers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int size;
  private final Semaphore free;
  private final ConcurrentLinkedQueue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

  Buffers(int count, int size) {
    this.size = size;
    this.free = new Semaphore(count, true);
  }

  /**
   * A buffer, to be given back.
   *
   * @throws Refusal.Unavailable if none became free in time
   */
  ByteBuffer take() {
    try {
      if (!free.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    ByteBuffer buffer = idle.poll();
    return buffer == null ? ByteBuffer.allocateDirect(size) : buffer;
  }

  void giveBack(ByteBuffer buffer) {
    idle.add(buffer.clear());
    free.release();
  }

  private static Refusal busy() {
    return new Refusal.Unavailable("Too many transfers at once.", PATIENCE);
  }
}
