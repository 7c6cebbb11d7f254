// SPDX-License-Identifier: Apache-2.0
package org.oriel.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads typed values out of raw settings, and collects everything that is wrong with them in {@link
 * Problems}; a wrong value reads as its default. Never repeats a value in a sentence: it may be a
 * secret.
 */
public final class Options {
  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");
  private static final Set<String> FALSE = Set.of("false", "0", "no", "off", "f", "n");

  private final Map<String, ?> raw;
  private final Problems problems;

  public Options(Map<String, ?> raw, Problems problems) {
    this.raw = raw;
    this.problems = problems;
  }

  /** The trimmed text of an option that is set and not empty. */
  public Optional<String> text(String name) {
    Object value = raw.get(name);
    String text = value == null ? "" : value.toString().trim();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The trimmed text of an option, or a default. */
  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /**
   * The text of an option without which nothing goes; empty, with a problem noted, if it is not
   * set.
   */
  public String required(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      problems.add("Option " + name + " is not set.");
    }
    return text.orElse("");
  }

  /** A truth value, as oslo.config understands it. */
  public boolean flag(String name, boolean otherwise) {
    Optional<String> text = text(name).map(value -> value.toLowerCase(Locale.ROOT));
    if (text.isEmpty()) {
      return otherwise;
    }
    if (TRUE.contains(text.get())) {
      return true;
    }
    if (!FALSE.contains(text.get())) {
      problems.add("Option " + name + " is neither true nor false.");
      return otherwise;
    }
    return false;
  }

  /** A whole number from {@code least} to {@code most}. */
  public long number(String name, long otherwise, long least, long most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
      problems.add("Option " + name + " is not between " + least + " and " + most + ".");
    } catch (NumberFormatException e) {
      problems.add("Option " + name + " is not a whole number.");
    }
    return otherwise;
  }

  /** {@link #number} within the range of {@code int}. */
  public int integer(String name, int otherwise, int least, int most) {
    return (int) number(name, otherwise, least, most);
  }

  /**
   * The members of a comma-separated list, trimmed, without empty ones; brackets around it are
   * oslo's and dropped.
   */
  public List<String> list(String name, List<String> otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return List.copyOf(otherwise);
    }
    String bare = text.get();
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    List<String> members = new ArrayList<>();
    for (String member : bare.split(",", -1)) {
      if (!member.isBlank()) {
        members.add(member.trim());
      }
    }
    return List.copyOf(members);
  }
}
