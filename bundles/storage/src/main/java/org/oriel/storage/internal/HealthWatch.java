// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.oriel.base.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all open stores how they fare, now and then; also tries again what could not be opened. */
final class HealthWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
  private static final long EVERY_SECONDS = 10;
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 256;

  private final StoreTable table;
  private final ScheduledExecutorService timer = Workers.timer("storage-health-timer");
  private final ExecutorService probing = Workers.pool("storage-health", THREADS, MOST_WAITING);

  private final ScheduledFuture<?> looking;

  HealthWatch(StoreTable table) {
    this.table = table;
    looking =
        timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Starts probes; one that hangs holds up neither this nor, for long, the others. */
  void look() {
    try {
      table.retry();
      for (StoreSlot slot : table.slots()) {
        for (OpenStore each : slot.open()) {
          probing.execute(each::probe);
        }
      }
    } catch (RejectedExecutionException e) {
      LOG.warn("Stores do not tell how they fare: too many probes hang");
    } catch (RuntimeException e) {
      LOG.error("Stores cannot be probed", e);
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    timer.shutdownNow();
    probing.shutdownNow();
  }
}
