// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.base.DataSize;

/** Values as operators read them. */
final class Text {
  private static final int UNSEEN = 0xFFFD;

  private Text() {}

  /** Text that users chose, without characters that would steer the terminal. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            each ->
                Character.isISOControl(each) || Character.getType(each) == Character.FORMAT
                    ? UNSEEN
                    : each)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  static String clean(Optional<String> text) {
    return text.map(Text::clean).orElse("");
  }

  static String size(OptionalLong bytes) {
    return bytes.isPresent() ? DataSize.text(bytes.getAsLong()) : "";
  }

  /** Both ways: for people, and to the byte. */
  static String exactSize(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() + " (" + size(bytes) + ")" : "";
  }

  /** In UTC, to the second. */
  static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String instant(Optional<Instant> instant) {
    return instant.map(Text::instant).orElse("");
  }

  /** Such as {@code 1h 02m 03s}. */
  static String duration(Duration duration) {
    long hours = duration.toHours();
    String rest = String.format("%02dm %02ds", duration.toMinutesPart(), duration.toSecondsPart());
    return hours > 0 ? hours + "h " + rest : rest;
  }

  static String yes(boolean value) {
    return value ? "yes" : "";
  }
}
