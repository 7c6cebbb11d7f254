// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.util.Locale;

/** Sizes as qemu-img writes them: three digits and a unit. */
final class Sizes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /** Such as {@code 1.5 GiB}. */
  static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String digits = String.format(Locale.ROOT, "%.3g", value);
    if (value < 1) {
      digits = String.format(Locale.ROOT, "%.3f", value);
    }
    return (digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits) + " " + UNITS[unit];
  }

  /** Both ways: for people, and to the byte. */
  static String exact(long bytes) {
    return text(bytes) + " (" + bytes + " bytes)";
  }
}
