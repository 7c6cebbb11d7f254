// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.time.Duration;
import org.oriel.disk.Limits;

/**
 * Bounds of one conversion.
 *
 * @param threads most threads at work, from 1 to {@link #MOST_THREADS}
 * @param outputBytes most bytes that the new file may have
 * @param limits bounds for reading the source
 * @param patience how long to wait for the plugin of a format that went away in the middle
 */
public record Bounds(int threads, long outputBytes, Limits limits, Duration patience) {
  /** Most threads of one conversion. */
  public static final int MOST_THREADS = 64;

  /** As many threads as processors, no limit on the file, half a minute of patience. */
  public static final Bounds STANDARD =
      new Bounds(
          Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
          Long.MAX_VALUE,
          Limits.DEFAULT,
          Duration.ofSeconds(30));

  public Bounds {
    if (threads <= 0 || threads > MOST_THREADS || outputBytes < 0 || patience.isNegative()) {
      throw new IllegalArgumentException("no such bounds");
    }
  }

  public Bounds withThreads(int wanted) {
    return new Bounds(wanted, outputBytes, limits, patience);
  }

  public Bounds withOutputBytes(long wanted) {
    return new Bounds(threads, wanted, limits, patience);
  }

  public Bounds withPatience(Duration wanted) {
    return new Bounds(threads, outputBytes, limits, wanted);
  }
}
