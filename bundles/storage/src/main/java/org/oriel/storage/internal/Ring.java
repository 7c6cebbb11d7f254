// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Buffers that one thread fills in turn, and that several lanes look at beside it, each at its own
 * pace. A buffer is filled anew when all lanes are through with it: the slowest lane sets the pace.
 *
 * <p>A lane has no thread of its own: it takes one of a pool when there is work, and gives it back
 * when there is none, so that a slow sender holds no thread.
 */
final class Ring implements AutoCloseable {
  /** What a lane does with the bytes; called by one thread at a time, in order. */
  @FunctionalInterface
  interface Step {
    void take(ByteBuffer bytes) throws IOException;
  }

  private final List<ByteBuffer> buffers;
  private final Runnable unused;
  private final List<Lane> lanes = new ArrayList<>();
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile Optional<Throwable> failure = Optional.empty();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final AtomicLong published = new AtomicLong();
  private volatile boolean stopped;

  /**
   * @param unused called once nobody looks at the buffers any more, after {@link #close()}
   */
  Ring(List<ByteBuffer> buffers, Runnable unused) {
    this.buffers = buffers;
    this.unused = unused;
  }

  /** Adds a lane; before the first bytes. */
  void lane(Executor executor, Step step) {
    lanes.add(new Lane(executor, step));
  }

  /** The next buffer to fill, empty; waits until all lanes are through with it. */
  ByteBuffer next() throws InterruptedException {
    awaitLanes(published.get() - buffers.size() + 1);
    return buffers.get((int) (published.get() % buffers.size())).clear();
  }

  /** Hands the buffer of {@link #next()}, filled and flipped, to the lanes. */
  void publish() {
    published.incrementAndGet();
    lanes.forEach(Lane::nudge);
  }

  /** Waits until all lanes have seen everything. */
  void finish() throws InterruptedException {
    awaitLanes(published.get());
  }

  /** What stopped a lane, if anything did. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Stops the lanes; does not wait for them. */
  @Override
  public void close() {
    stopped = true;
    leave();
  }

  private void awaitLanes(long position) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopped && !lanes.stream().allMatch(lane -> lane.position.get() >= position)) {
        moved.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable thrown) {
    failure = Optional.of(thrown);
    stopped = true;
    signal();
  }

  private void signal() {
    lock.lock();
    try {
      moved.signal();
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      unused.run();
    }
  }

  private final class Lane implements Runnable {
    private final Executor executor;
    private final Step step;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicLong position = new AtomicLong();

    Lane(Executor executor, Step step) {
      this.executor = executor;
      this.step = step;
    }

    void nudge() {
      if (running.compareAndSet(false, true)) {
        users.incrementAndGet();
        try {
          executor.execute(this);
        } catch (RejectedExecutionException e) {
          fail(e);
          leave();
        }
      }
    }

    @Override
    public void run() {
      try {
        do {
          while (hasWork()) {
            ByteBuffer bytes = buffers.get((int) (position.get() % buffers.size())).duplicate();
            step.take(bytes);
            advance();
          }
          running.set(false);
        } while (hasWork() && running.compareAndSet(false, true));
      } catch (IOException | RuntimeException | LinkageError e) {
        fail(e);
      } finally {
        leave();
      }
    }

    private boolean hasWork() {
      return !stopped && position.get() < published.get();
    }

    private void advance() {
      lock.lock();
      try {
        position.incrementAndGet();
        moved.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
