// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.oriel.event.Outbox;

/** Carries rows of one channel to where they belong. Used by one thread at a time. */
interface Courier extends AutoCloseable {
  /** The other side is there, and does not want a row. */
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Rows to hand over at once. */
  int most();

  /** Longest pause between two tries. */
  Duration longestPause();

  /** Age at which a row that cannot be delivered is given up; never if empty. */
  Optional<Duration> patience();

  /**
   * Delivers rows in order; the other side has them all after return.
   *
   * @throws Refused if a single row is not wanted
   * @throws IOException if not all could be delivered
   */
  void deliver(List<Outbox.Row> rows) throws IOException, InterruptedException;

  /** Idempotent. */
  @Override
  void close();
}
