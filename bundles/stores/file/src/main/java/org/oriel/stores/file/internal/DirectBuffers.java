// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Buffers outside the heap for direct writes: few, and used again. */
final class DirectBuffers {
  /** Bytes that are written at once. */
  static final int BYTES = 1 << 20;

  /** Room to begin at any block's boundary. */
  private static final int SLACK = 128 << 10;

  private static final int MOST = 32;

  private final Semaphore permits = new Semaphore(MOST);
  private final ConcurrentLinkedDeque<ByteBuffer> idle = new ConcurrentLinkedDeque<>();

  /** A buffer, unless all are in use. */
  Optional<ByteBuffer> take() {
    if (!permits.tryAcquire()) {
      return Optional.empty();
    }
    ByteBuffer known = idle.pollFirst();
    return Optional.of(known == null ? ByteBuffer.allocateDirect(BYTES + SLACK) : known);
  }

  /** Gives back what was taken, once. */
  void give(ByteBuffer buffer) {
    idle.addFirst(buffer);
    permits.release();
  }
}
