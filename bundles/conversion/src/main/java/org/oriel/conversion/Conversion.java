// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.OptionalLong;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.FormatException;
import org.oriel.disk.WritePlan;

/**
 * A conversion that is planned: the source is open, nothing is written. Used by one thread at a
 * time, but for {@link #cancel()}.
 */
public interface Conversion extends AutoCloseable {
  /** The facts of the source. */
  DiskInfo source();

  /** In which order bytes will reach the target. */
  WritePlan.Order order();

  /** Bytes at the front of the new file that come last; zero unless the order says so. */
  long front();

  /** Bytes of the new file, where they are known before. */
  OptionalLong length();

  /** Bytes of the disk that may hold data: the work to do. */
  long dataBytes();

  /**
   * Converts, on this thread and helpers, and returns when the new file is whole. When the plugin
   * of a format goes away or a newer one comes, the work stops at the next checkpoint and goes on
   * with the newer one.
   *
   * @throws FormatException if the source is not sound, or the target cannot be written; what was
   *     written so far is rubbish, but for who goes on with the same journal
   * @throws java.util.concurrent.CancellationException after {@link #cancel()}
   */
  Converted run(Target target) throws FormatException;

  /** Stops {@link #run} at the next checkpoint. Any thread. */
  void cancel();

  /** Closes the source's disk and ends the use of formats. Source and target stay the caller's. */
  @Override
  void close();
}
