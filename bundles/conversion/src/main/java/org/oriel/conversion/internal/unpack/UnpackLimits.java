// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

/**
 * How much may come out of compressed data.
 *
 * @param ratio most bytes that may come out of one
 * @param free bytes that may come out whatever the ratio
 */
public record UnpackLimits(long ratio, long free) {
  /** An empty disk packed by gzip is 1030 times as large: what is beyond 2000 is a bomb. */
  public static final UnpackLimits DEFAULT = new UnpackLimits(2_000, 256L << 20);

  public UnpackLimits {
    if (ratio < 1 || free < 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /** Whether this much may come out of so much. */
  boolean allow(long packed, long unpacked) {
    return unpacked <= free || unpacked / ratio <= packed;
  }
}
