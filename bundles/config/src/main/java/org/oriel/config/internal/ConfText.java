// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.oriel.base.Problems;

/** Reads the text of one file in the dialect of oslo.config. */
final class ConfText {
  private final String source;
  private final Problems problems;
  private final List<Assignment> assignments = new ArrayList<>();
  private String section = "";
  private String option = "";
  private StringBuilder value = new StringBuilder();
  private int start;

  private ConfText(String source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** All assignments in the order of the text; whatever cannot be read is a problem. */
  static List<Assignment> parse(String source, String text, Problems problems) {
    ConfText reader = new ConfText(source, problems);
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      reader.line(number, line.stripTrailing());
    }
    reader.finishValue();
    return List.copyOf(reader.assignments);
  }

  private void line(int number, String line) {
    if (line.isEmpty()) {
      finishValue();
      return;
    }
    char first = line.charAt(0);
    if (first == ' ' || first == '\t') {
      continueValue(number, line);
      return;
    }
    finishValue();
    if (first == '[') {
      beginSection(number, line);
    } else if (first != '#' && first != ';') {
      beginValue(number, line);
    }
  }

  private void continueValue(int number, String line) {
    if (option.isEmpty()) {
      problem(number, "an indented line continues nothing");
    } else {
      value.append('\n').append(line.stripLeading());
    }
  }

  private void beginSection(int number, String line) {
    if (line.length() < 3 || !line.endsWith("]")) {
      problem(number, "a section is written as [name]");
      return;
    }
    String name = line.substring(1, line.length() - 1).strip();
    section = name.toUpperCase(Locale.ROOT).equals("DEFAULT") ? "DEFAULT" : name;
  }

  private void beginValue(int number, String line) {
    int colon = line.indexOf(':');
    int equals = line.indexOf('=');
    int cut = colon < 0 ? equals : equals < 0 ? colon : Math.min(colon, equals);
    String name = cut < 0 ? "" : line.substring(0, cut).strip();
    if (cut < 0) {
      problem(number, "neither a section, a comment nor an assignment");
    } else if (name.isEmpty()) {
      problem(number, "an assignment without a name");
    } else if (section.isEmpty()) {
      problem(number, "an assignment before the first section");
    } else {
      option = name;
      start = number;
      value = new StringBuilder(unquoted(line.substring(cut + 1).strip()));
    }
  }

  private static String unquoted(String text) {
    int last = text.length() - 1;
    boolean quoted =
        last > 0
            && text.charAt(0) == text.charAt(last)
            && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    return quoted ? text.substring(1, last) : text;
  }

  private void finishValue() {
    if (!option.isEmpty()) {
      assignments.add(new Assignment(section, option, value.toString(), source, start));
      option = "";
    }
  }

  private void problem(int number, String what) {
    problems.add(Assignment.where(source, number) + ": " + what + ".");
  }
}
