// SPDX-License-Identifier: Apache-2.0
package org.oriel.base;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The only maker of threads: each is named after its room, is a daemon, and belongs to a bounded
 * pool.
 */
public final class Workers {
  private Workers() {}

  /**
   * A pool whose idle threads end after a minute, with a bounded queue. When threads and queue are
   * used up, the caller is refused by {@link java.util.concurrent.RejectedExecutionException}.
   */
  public static ExecutorService pool(String room, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), named(room));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * A pool without a queue, for work that waits for somebody else: an idle thread takes it, else a
   * new one. When all threads are used up, the caller is refused by {@link
   * java.util.concurrent.RejectedExecutionException}.
   */
  public static ExecutorService handOver(String room, int threads) {
    return new ThreadPoolExecutor(
        0, threads, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), named(room));
  }

  /** One thread that does things later or again and again. */
  public static ScheduledExecutorService timer(String room) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named(room));
    timer.setRemoveOnCancelPolicy(true);
    return Executors.unconfigurableScheduledExecutorService(timer);
  }

  private static ThreadFactory named(String room) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "oriel-" + room + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
