// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

/** The unit in which the format counts. */
final class Sectors {
  static final int BYTES = 512;

  /** More sectors than any file or disk has: their bytes do not fit a long. */
  static final long MOST = Long.MAX_VALUE / BYTES;

  private Sectors() {}

  /** Sectors that hold so many bytes. */
  static long holding(long bytes) {
    return bytes / BYTES + (bytes % BYTES == 0 ? 0 : 1);
  }

  /** Whether a run of bytes from a sector on ends within a file; no sum overflows. */
  static boolean within(long sector, long bytes, long fileBytes) {
    return sector >= 0
        && sector <= MOST
        && bytes <= fileBytes
        && sector * BYTES <= fileBytes - bytes;
  }

  /** Rounds up to a multiple. */
  static long roundUp(long value, long unit) {
    return (value + unit - 1) / unit * unit;
  }
}
