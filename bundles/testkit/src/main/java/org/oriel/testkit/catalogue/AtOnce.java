// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.oriel.image.Refusal;

/** Does the same from many threads at the same instant. */
final class AtOnce {
  private AtOnce() {}

  /** What became of each: empty if it went well, else the refusal. Anything else fails the test. */
  static List<Optional<Refusal>> times(int threads, IntConsumer work) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch ready = new CountDownLatch(threads);
      List<Future<Optional<Refusal>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Callable<Optional<Refusal>> one =
            () -> {
              ready.countDown();
              if (!ready.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the threads did not start");
              }
              try {
                work.accept(number);
                return Optional.empty();
              } catch (Refusal refusal) {
                return Optional.of(refusal);
              }
            };
        running.add(pool.submit(one));
      }
      List<Optional<Refusal>> results = new ArrayList<>();
      for (Future<Optional<Refusal>> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
