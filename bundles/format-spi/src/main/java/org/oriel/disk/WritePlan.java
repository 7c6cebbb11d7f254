// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/** How one disk will be written: a pure answer, nothing is open yet. */
@ConsumerType
public interface WritePlan {
  /** In which order bytes reach the sink when pieces are written in ascending order. */
  enum Order {
    /** Each byte once, from front to back: any stream will do. */
    FORWARD,
    /** From front to back but for the first {@link WritePlan#front()} bytes, which come last. */
    FRONT_LAST,
    /** Anywhere. */
    ANYWHERE
  }

  Order order();

  /** Bytes at the front that come last, where the order is {@link Order#FRONT_LAST}; else zero. */
  default long front() {
    return 0;
  }

  /**
   * Whether pieces may be written in any order and by many threads; the sink then sees any order.
   */
  boolean parallel();

  /** Bytes of the file, where they are known before. */
  OptionalLong length();

  /**
   * Unit of pieces in bytes, a power of two of 1 MiB at most: each begins at a multiple of it, and
   * is a multiple long unless it ends the disk.
   */
  int unit();

  /** Begins to write. The sink stays the caller's, who closes it after the writer. */
  DiskWriter open(DiskSink sink) throws FormatException;
}
