// SPDX-License-Identifier: Apache-2.0
package org.oriel.base;

import java.util.Locale;

/** Bytes, as people like to read them. */
public final class DataSize {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private DataSize() {}

  /** Such as {@code 1.5 GiB}; whole bytes below 1 KiB. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
