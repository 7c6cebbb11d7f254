// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things that are costly to make and used by one thread at a time, such as encoders: made when none
 * is free, kept up to a number. Not bound to threads, and free again with its owner.
 */
public final class Pool<T> implements AutoCloseable {
  private final ArrayBlockingQueue<T> free;
  private final Supplier<T> maker;
  private final Consumer<T> breaker;
  private volatile boolean closed;

  /**
   * @param most how many are kept
   * @param breaker ends one for good
   */
  public Pool(int most, Supplier<T> maker, Consumer<T> breaker) {
    this.free = new ArrayBlockingQueue<>(most);
    this.maker = maker;
    this.breaker = breaker;
  }

  /** One for the caller alone, who gives it back, but for failures that leave it unusable. */
  public T take() {
    T one = free.poll();
    return one == null ? maker.get() : one;
  }

  public void give(T one) {
    if (closed || !free.offer(one)) {
      breaker.accept(one);
    } else if (closed) {
      close();
    }
  }

  /** Ends what is free now, and each other when it is given back. */
  @Override
  public void close() {
    closed = true;
    for (T one = free.poll(); one != null; one = free.poll()) {
      breaker.accept(one);
    }
  }
}
