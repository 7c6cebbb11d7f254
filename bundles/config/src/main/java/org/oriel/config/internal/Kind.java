// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The kind of an option's values. {@code MULTI} may be set several times; {@code ANY} is what
 * nothing is known of.
 *
 * @param least smallest integer, for integers
 * @param most largest integer, for integers
 */
record Kind(Type type, long least, long most) {
  enum Type {
    TEXT,
    PATH,
    SECRET,
    FLAG,
    INTEGER,
    LIST,
    DICT,
    MULTI,
    ANY
  }

  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "0", "no", "off");

  /** Reads a word of the option table, such as {@code integer 1..5}. */
  static Kind of(String words) {
    List<String> parts = List.of(words.split(" ", -1));
    Type type = Type.valueOf(parts.get(0).toUpperCase(Locale.ROOT));
    if (parts.size() == 1) {
      return new Kind(type, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    int dots = parts.get(1).indexOf("..");
    return new Kind(
        type,
        Long.parseLong(parts.get(1).substring(0, dots)),
        Long.parseLong(parts.get(1).substring(dots + 2)));
  }

  /** A value in the one form that the rooms read, or nothing if it is not of this kind. */
  Optional<String> canonical(String value) {
    return switch (type) {
      case TEXT, PATH, SECRET, MULTI, ANY -> Optional.of(value.strip());
      case FLAG -> flag(value.strip().toLowerCase(Locale.ROOT));
      case INTEGER -> integer(value.strip());
      case LIST -> Optional.of(String.join(",", members(value)));
      case DICT -> dict(value);
    };
  }

  /** What a value must be, to be said after the option's name. */
  String demand() {
    return switch (type) {
      case FLAG -> "is neither true nor false";
      case INTEGER ->
          least == Long.MIN_VALUE
              ? "is not a whole number"
              : "is not a whole number from " + least + " to " + most;
      case DICT -> "is not a list of name:value pairs";
      case TEXT, PATH, SECRET, MULTI, ANY, LIST -> "cannot be read";
    };
  }

  private static Optional<String> flag(String value) {
    if (TRUE.contains(value)) {
      return Optional.of("true");
    }
    return FALSE.contains(value) ? Optional.of("false") : Optional.empty();
  }

  private Optional<String> integer(String value) {
    try {
      long number = Long.parseLong(value);
      boolean inside = number >= least && number <= most;
      return inside ? Optional.of(Long.toString(number)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> dict(String value) {
    List<String> pairs = new ArrayList<>();
    for (String member : members(value.replace("{", "[").replace("}", "]"))) {
      int colon = member.indexOf(':');
      if (colon <= 0) {
        return Optional.empty();
      }
      pairs.add(member.substring(0, colon).strip() + ":" + member.substring(colon + 1).strip());
    }
    return Optional.of(String.join(",", pairs));
  }

  /** The members of a list, with or without brackets; quotes protect commas and are dropped. */
  static List<String> members(String list) {
    String bare = list.strip();
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    List<String> members = new ArrayList<>();
    StringBuilder member = new StringBuilder();
    char quote = 0;
    for (char next : (bare + ",").toCharArray()) {
      if (quote != 0) {
        if (next == quote) {
          quote = 0;
        } else {
          member.append(next);
        }
      } else if ((next == '"' || next == '\'') && member.toString().isBlank()) {
        quote = next;
      } else if (next == ',') {
        if (!member.toString().isBlank()) {
          members.add(member.toString().strip());
        }
        member.setLength(0);
      } else {
        member.append(next);
      }
    }
    return List.copyOf(members);
  }
}
