// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.base.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a thread waits for a client in all. The container only ends silence, and late: whoever
 * sends one byte now and then would hold a thread for ever.
 */
public final class Patience implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private final ScheduledExecutorService timer = Workers.timer("rest-patience");

  /** Something that waits for a client. */
  @FunctionalInterface
  public interface Waiting<T> {
    T get() throws IOException;
  }

  /**
   * Waits, but not longer than a limit.
   *
   * @throws HttpRefusal with 408 if it took longer
   */
  public <T> T within(Duration limit, Waiting<T> waiting) throws IOException {
    Alarm alarm = new Alarm(Thread.currentThread());
    Future<?> set = after(limit, alarm);
    try {
      return waiting.get();
    } catch (IOException e) {
      if (alarm.hasRung()) {
        throw new HttpRefusal(Answer.of(408));
      }
      throw e;
    } finally {
      set.cancel(false);
      alarm.end();
    }
  }

  private Future<?> after(Duration limit, Alarm alarm) {
    try {
      return timer.schedule(alarm::ring, limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops; the last requests are not timed any more", e);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Interrupts a thread unless it has gone on by itself. */
  private static final class Alarm {
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;
    private boolean rung;

    Alarm(Thread thread) {
      this.thread = thread;
    }

    void ring() {
      lock.lock();
      try {
        if (!ended) {
          rung = true;
          thread.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    boolean hasRung() {
      lock.lock();
      try {
        return rung;
      } finally {
        lock.unlock();
      }
    }

    /** From now on it does not ring; the thread forgets that it did. */
    void end() {
      lock.lock();
      try {
        ended = true;
        if (rung) {
          boolean unused = Thread.interrupted();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
