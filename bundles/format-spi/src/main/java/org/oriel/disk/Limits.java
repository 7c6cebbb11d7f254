// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/**
 * Bounds under which a parser works.
 *
 * @param headerBytes most bytes of headers and header extensions to look at
 * @param tableBytes most bytes of one mapping table
 * @param virtualBytes most bytes that a disk may claim to have
 */
public record Limits(long headerBytes, long tableBytes, long virtualBytes) {
  /** 2 MiB of headers, 32 MiB of one table, 8 EiB of disk. */
  public static final Limits DEFAULT = new Limits(2L << 20, 32L << 20, Long.MAX_VALUE);

  public Limits {
    if (headerBytes <= 0 || tableBytes <= 0 || virtualBytes <= 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
