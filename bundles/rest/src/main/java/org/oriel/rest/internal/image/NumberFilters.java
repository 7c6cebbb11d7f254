// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.image.ImageQuery.NumberColumn;
import org.oriel.image.ImageQuery.NumberRange;
import org.oriel.image.Refusal;

/** Collects filters of numbers: a value, a least one, a greatest one. */
final class NumberFilters {
  private static final Map<String, NumberColumn> COLUMNS =
      Map.of(
          "size", NumberColumn.SIZE,
          "virtual_size", NumberColumn.VIRTUAL_SIZE,
          "min_disk", NumberColumn.MIN_DISK,
          "min_ram", NumberColumn.MIN_RAM);

  private static final Pattern NUMBER = Pattern.compile("([+-]?)0*([0-9]+)");

  private static final int MOST_DIGITS = 18;

  private final Map<NumberColumn, Long> least = new EnumMap<>(NumberColumn.class);
  private final Map<NumberColumn, Long> most = new EnumMap<>(NumberColumn.class);

  /** Names of all numbers, sorted. */
  static List<String> columns() {
    return COLUMNS.keySet().stream().sorted().toList();
  }

  /**
   * Takes a parameter if it is such a filter.
   *
   * @throws Refusal.Invalid if it compares something that has no order, or with no number
   */
  boolean take(String name, String value) {
    NumberColumn column = COLUMNS.get(name);
    if (column != null) {
      long number = number(value, "Unable to filter on a number with a non-numeric value.");
      atLeast(column, number);
      atMost(column, number);
      return true;
    }
    boolean isLeast = name.endsWith("_min");
    if (!isLeast && !name.endsWith("_max")) {
      return false;
    }
    column = COLUMNS.get(name.substring(0, name.length() - 4));
    if (column == null) {
      throw new Refusal.Invalid("Unable to filter on a range of '" + name + "'.");
    }
    long number = number(value, "Unable to filter on a range with a non-numeric value.");
    if (isLeast) {
      atLeast(column, number);
    } else {
      atMost(column, number);
    }
    return true;
  }

  List<NumberRange> ranges() {
    return java.util.Arrays.stream(NumberColumn.values())
        .filter(column -> least.containsKey(column) || most.containsKey(column))
        .map(column -> new NumberRange(column, bound(least, column), bound(most, column)))
        .toList();
  }

  private void atLeast(NumberColumn column, long number) {
    least.merge(column, number, Math::max);
  }

  private void atMost(NumberColumn column, long number) {
    most.merge(column, number, Math::min);
  }

  private static OptionalLong bound(Map<NumberColumn, Long> bounds, NumberColumn column) {
    Long bound = bounds.get(column);
    return bound == null ? OptionalLong.empty() : OptionalLong.of(bound);
  }

  /** A number of any length; one that is beyond all that a column holds is as good as the last. */
  static long number(String text, String complaint) {
    Matcher number = NUMBER.matcher(text.strip());
    if (!number.matches()) {
      throw new Refusal.Invalid(complaint);
    }
    if (number.group(2).length() > MOST_DIGITS) {
      return number.group(1).equals("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return Long.parseLong(number.group());
  }
}
