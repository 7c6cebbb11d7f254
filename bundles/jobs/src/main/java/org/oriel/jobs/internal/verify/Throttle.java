// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.util.concurrent.TimeUnit;

/** Keeps the reading of one copy below a number of bytes per second. Used by one thread. */
final class Throttle {
  private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(200);

  private final long bytesPerSecond;
  private final long begin = System.nanoTime();
  private long passed;

  /**
   * @param bytesPerSecond 0 for no limit
   */
  Throttle(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Notes bytes that were read, and waits until they may have been. */
  void pass(int bytes, StopSign stop) throws Exception {
    stop.check();
    if (bytesPerSecond == 0) {
      return;
    }
    passed += bytes;
    long due = (long) (passed * 1e9 / bytesPerSecond);
    for (long early = due - (System.nanoTime() - begin); early > 0; ) {
      TimeUnit.NANOSECONDS.sleep(Math.min(early, LONGEST_NAP));
      stop.check();
      early = due - (System.nanoTime() - begin);
    }
  }
}
