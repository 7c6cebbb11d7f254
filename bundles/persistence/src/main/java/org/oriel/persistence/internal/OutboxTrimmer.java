// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.oriel.base.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the outbox within its bound, beside the requests that fill it. */
final class OutboxTrimmer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxTrimmer.class);
  private static final long SECONDS_BETWEEN = 10;

  private final JpaOutbox outbox;
  private final ScheduledExecutorService timer = Workers.timer("outbox");

  OutboxTrimmer(JpaOutbox outbox) {
    this.outbox = outbox;
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            this::trim, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
  }

  private void trim() {
    try {
      outbox.trim();
    } catch (RuntimeException e) {
      LOG.warn("The outbox could not be trimmed: {}", e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
