// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.oriel.event.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties one channel of the outbox through a courier, oldest rows first. What cannot be delivered
 * is tried again after a pause that doubles each time; meanwhile nothing else of the channel goes,
 * so that the order holds. Used by one thread.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Longer than a delivery can take: another node may take over when it has run out. */
  private static final Duration HOLD = Duration.ofSeconds(60);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int TRIES_OF_REFUSED = 5;

  private final String channel;
  private final Outbox outbox;
  private final Courier courier;
  private final Clock clock;
  private Instant notBefore = Instant.MIN;
  private Duration pause = FIRST_PAUSE;
  private boolean failing;
  private int refusals;

  Dispatcher(String channel, Outbox outbox, Courier courier, Clock clock) {
    this.channel = channel;
    this.outbox = outbox;
    this.courier = courier;
    this.clock = clock;
  }

  /** Delivers some rows; {@code true} if there may be more to do at once. */
  boolean run() {
    if (clock.instant().isBefore(notBefore)) {
      return false;
    }
    try {
      return deliver();
    } catch (RuntimeException e) { // the database is away
      tellAndPause(e);
      return false;
    }
  }

  private boolean deliver() {
    List<Outbox.Row> rows = outbox.claim(channel, courier.most(), HOLD);
    if (rows.isEmpty()) {
      return false;
    }
    try {
      courier.deliver(rows);
    } catch (Courier.Refused e) {
      refusals++;
      failed(rows, e, refusals >= TRIES_OF_REFUSED);
      return false;
    } catch (IOException e) {
      Instant limit = courier.patience().map(clock.instant()::minus).orElse(Instant.MIN);
      failed(rows, e, rows.get(0).writtenAt().isBefore(limit));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    outbox.done(channel, rows);
    delivered();
    return true;
  }

  private void delivered() {
    if (failing) {
      LOG.info("Notifications for {} are delivered again.", channel);
    }
    failing = false;
    refusals = 0;
    pause = FIRST_PAUSE;
  }

  private void failed(List<Outbox.Row> rows, IOException problem, boolean hopeless) {
    if (hopeless) {
      LOG.error(
          "NOTIFICATIONS ARE LOST: {} for {} cannot be delivered and are given up, first {} {}: {}",
          rows.size(),
          channel,
          rows.get(0).type(),
          rows.get(0).id(),
          problem.toString());
      outbox.giveUp(channel, rows);
      refusals = 0;
      failing = true;
    }
    tellAndPause(problem);
  }

  private void tellAndPause(Exception problem) {
    if (!failing) {
      LOG.warn("Notifications for {} wait: {}", channel, problem.toString());
    }
    failing = true;
    notBefore = clock.instant().plus(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(courier.longestPause()) > 0 ? courier.longestPause() : longer;
  }
}
