// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;

/**
 * How fast image data have to come. Silence is the container's affair; this is for clients that
 * send a byte now and then, and would never end.
 */
final class Pace {
  static final int LEAST_BYTES = 64 << 10;

  private final Duration window;
  private final LongSupplier clock;
  private long begin;
  private long count;

  /**
   * @param window the time in which {@link #LEAST_BYTES} have to come; zero for any time
   * @param clock in nanoseconds
   */
  Pace(Duration window, LongSupplier clock) {
    this.window = window;
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  /**
   * Some bytes came.
   *
   * @throws HttpRefusal with 408 if they were too few for too long
   */
  void came(int bytes) {
    count += bytes;
    if (window.isZero() || clock.getAsLong() - begin < window.toNanos()) {
      return;
    }
    if (count < LEAST_BYTES) {
      throw new HttpRefusal(
          Answer.of(
              408,
              "Only " + count + " bytes of image data came within " + window.toSeconds() + " s."));
    }
    begin = clock.getAsLong();
    count = 0;
  }
}
