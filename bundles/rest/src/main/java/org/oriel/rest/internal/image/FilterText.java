// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.Operator;
import org.oriel.image.Refusal;

/** Filters that carry an operator before their value. */
final class FilterText {
  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "gt", Operator.GT,
          "gte", Operator.GTE,
          "lt", Operator.LT,
          "lte", Operator.LTE,
          "eq", Operator.EQ,
          "neq", Operator.NEQ);

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2})"
              + "(?:[T ](\\d{2}):?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?"
              + "(Z|[+-]\\d{2}(?::?\\d{2})?)?)?)?)?");

  private FilterText() {}

  /** The words of which a column must be one: {@code value}, {@code eq:value}, {@code in:a,b}. */
  static Set<String> words(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Set.of(text);
    }
    String operator = text.substring(0, colon);
    String value = text.substring(colon + 1);
    return switch (operator) {
      case "eq" -> Set.of(value);
      case "in" -> list(value);
      default -> throw unknown(operator);
    };
  }

  /** A comparison with an instant: {@code time} or {@code operator:time}. */
  static ImageQuery.TimeBound time(ImageQuery.TimeColumn column, String text) {
    Optional<Instant> plain = instant(text);
    if (plain.isPresent()) {
      return new ImageQuery.TimeBound(column, Operator.EQ, plain.get());
    }
    int colon = text.indexOf(':');
    String word = colon < 0 ? "eq" : text.substring(0, colon);
    Operator operator = OPERATORS.get(word);
    if (operator == null) {
      throw unknown(word);
    }
    return new ImageQuery.TimeBound(
        column,
        operator,
        instant(text.substring(colon + 1))
            .orElseThrow(() -> new Refusal.Invalid("Invalid time format: " + text)));
  }

  private static Refusal unknown(String operator) {
    return new Refusal.Invalid("Unable to filter by unknown operator '" + operator + "'.");
  }

  /**
   * Splits at commas outside of double quotes; a backslash takes the meaning of what follows. What
   * is empty and not quoted counts for nothing.
   */
  private static Set<String> list(String text) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean said = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        said = true;
      } else if (c == '"') {
        quoted = !quoted;
        said = true;
      } else if (c == ',' && !quoted) {
        add(words, word, said);
        said = false;
      } else {
        word.append(c);
        said = true;
      }
    }
    if (quoted) {
      throw new Refusal.Invalid("Invalid filter value " + text + ". The quote is not closed.");
    }
    add(words, word, said);
    return words;
  }

  private static void add(Set<String> words, StringBuilder word, boolean said) {
    if (said) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static Optional<Instant> instant(String text) {
    Matcher parts = TIME.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.of(number(parts, 1), first(parts, 2), first(parts, 3));
      LocalTime time =
          LocalTime.of(number(parts, 4), number(parts, 5), number(parts, 6), nanos(parts));
      return Optional.of(LocalDateTime.of(date, time).toInstant(zone(parts)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher parts, int group) {
    String text = parts.group(group);
    return text == null ? 0 : Integer.parseInt(text);
  }

  /** Of a month or a day that is not said, the first. */
  private static int first(Matcher parts, int group) {
    return parts.group(group) == null ? 1 : number(parts, group);
  }

  private static int nanos(Matcher parts) {
    String text = parts.group(7);
    return text == null ? 0 : Integer.parseInt((text + "00000000").substring(0, 9));
  }

  private static ZoneOffset zone(Matcher parts) {
    String text = parts.group(8);
    return text == null ? ZoneOffset.UTC : ZoneOffset.of(text);
  }
}
