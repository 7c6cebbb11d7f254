// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.oriel.base.Workers;
import org.oriel.conversion.Inspection;
import org.oriel.image.Refusal;

/** The threads that unpack, and the memory that all of them together may take. */
public final class Unpackers implements AutoCloseable {
  private static final int MOST_THREADS = 64;
  private static final long PATIENCE_SECONDS = 5;

  private final ExecutorService threads;
  private final Semaphore mebibytes;

  /**
   * Threads come when there is work.
   *
   * @param bytes of memory for all; the kind that wants most of it can always run alone
   */
  public Unpackers(long bytes) {
    this(bytes, MOST_THREADS);
  }

  Unpackers(long bytes, int mostThreads) {
    this.threads = Workers.handOver("unpack", mostThreads);
    long least = Compression.XZ.mebibytes();
    this.mebibytes = new Semaphore((int) Math.max(least, Math.min(bytes >> 20, 1 << 20)));
  }

  /**
   * Begins to look into data.
   *
   * @param inside is shown what comes out
   * @throws Refusal.Unavailable if all threads or all memory are in use
   */
  public Unpacking begin(Compression kind, Inspection inside, UnpackLimits limits) {
    int wanted = kind.mebibytes();
    try {
      if (!mebibytes.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    Unpacking unpacking = new Unpacking(kind, inside, limits);
    try {
      threads.execute(() -> run(unpacking, wanted));
    } catch (RejectedExecutionException e) {
      mebibytes.release(wanted);
      throw busy();
    }
    return unpacking;
  }

  private void run(Unpacking unpacking, int taken) {
    try {
      unpacking.run();
    } finally {
      mebibytes.release(taken);
    }
  }

  private static Refusal busy() {
    return new Refusal.Unavailable(
        "Too many compressed images come in just now.", Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** Whoever is looked into just now is told to come again. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
