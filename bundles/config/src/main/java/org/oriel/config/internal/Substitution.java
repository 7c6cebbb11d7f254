// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.base.Problems;

/**
 * Puts the values of other options into one value: {@code $name}, {@code ${name}}, {@code
 * $group.name}; {@code $$} and {@code \\$} are a dollar. Bounded in depth, length and work.
 */
final class Substitution {
  private static final Pattern REFERENCE =
      Pattern.compile("\\\\\\$|\\$(?:(\\$)|([A-Za-z_][\\w.]*)|\\{([A-Za-z_][\\w.]*)\\})?");
  private static final int DEEPEST = 8;
  private static final int MOST_REFERENCES = 1_000;
  private static final int LONGEST = 65_536;

  private final BiFunction<String, String, Optional<String>> options;
  private final Problems problems;
  private final Assignment at;
  private int references;
  private boolean failed;

  /**
   * @param options the value of a section's option, if it is known
   */
  Substitution(
      BiFunction<String, String, Optional<String>> options, Problems problems, Assignment at) {
    this.options = options;
    this.problems = problems;
    this.at = at;
  }

  /** The value without references; empty if there was a problem. */
  String value() {
    String value = substituted(at.value(), 0);
    return failed ? "" : value;
  }

  private String substituted(String value, int depth) {
    if (value.indexOf('$') < 0) {
      return value;
    }
    if (depth > DEEPEST) {
      return fail("refers to options in a circle or too deeply");
    }
    Matcher reference = REFERENCE.matcher(value);
    StringBuilder result = new StringBuilder();
    while (!failed && reference.find()) {
      String name = reference.group(2) == null ? reference.group(3) : reference.group(2);
      reference.appendReplacement(result, "");
      result.append(name == null ? "$" : referred(name, depth));
      if (result.length() > LONGEST || ++references > MOST_REFERENCES) {
        return fail("is longer than " + LONGEST + " characters or refers to too many options");
      }
    }
    return reference.appendTail(result).toString();
  }

  /** Does not repeat the reference if it is not known: it may be a part of a password. */
  private String referred(String name, int depth) {
    int dot = name.lastIndexOf('.');
    Optional<String> found =
        dot > 0
            ? options.apply(name.substring(0, dot), name.substring(dot + 1))
            : options.apply(at.section(), name).or(() -> options.apply("DEFAULT", name));
    return found
        .map(value -> substituted(value, depth + 1))
        .orElseGet(() -> fail("refers to an option that is not known"));
  }

  private String fail(String what) {
    if (!failed) {
      problems.add(at.place() + " " + what + ".");
      failed = true;
    }
    return "";
  }
}
