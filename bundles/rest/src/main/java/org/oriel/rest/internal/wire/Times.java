// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Instants as this API writes them. */
public final class Times {
  private static final int LAST_YEAR = 9999;
  private static final int LENGTH = 20;

  private Times() {}

  /** UTC in whole seconds, such as {@code 2026-11-23T01:24:04Z}. */
  public static String text(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    // Two in each image of a list: a formatter takes longer than the rest of the image.
    StringBuilder text = new StringBuilder(LENGTH);
    two(text, time.getYear() / 100);
    two(text, time.getYear() % 100);
    two(text.append('-'), time.getMonthValue());
    two(text.append('-'), time.getDayOfMonth());
    two(text.append('T'), time.getHour());
    two(text.append(':'), time.getMinute());
    two(text.append(':'), time.getSecond());
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
