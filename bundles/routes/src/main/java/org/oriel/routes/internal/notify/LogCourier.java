// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.oriel.event.Event;
import org.oriel.event.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notifications into the log, under oslo's logger names. */
final class LogCourier implements Courier {
  private static final String LOGGER = "oslo.messaging.notification.";

  private final OsloMessage message;

  LogCourier(OsloMessage message) {
    this.message = message;
  }

  @Override
  public int most() {
    return 100;
  }

  @Override
  public Duration longestPause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<Duration> patience() {
    return Optional.empty();
  }

  @Override
  public void deliver(List<Outbox.Row> rows) {
    for (Outbox.Row row : rows) {
      Logger log = LoggerFactory.getLogger(LOGGER + row.type());
      if (row.priority() == Event.Priority.ERROR) {
        log.error("{}", message.bare(row));
      } else {
        log.info("{}", message.bare(row));
      }
    }
  }

  @Override
  public void close() {
    // holds nothing
  }
}
