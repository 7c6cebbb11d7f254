// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads rule files: YAML as far as rule files need it, a line {@code name: check} for each rule
 * with either side plain or in quotation marks, or one JSON object of strings. Anything else is
 * refused rather than guessed: a rule misread is a door left open.
 */
final class RuleText {
  private static final int MAX_RULES = 10_000;

  private final String text;
  private final Map<String, String> rules = new LinkedHashMap<>();
  private int at;

  private RuleText(String text) {
    this.text = text;
  }

  /**
   * Check of each rule by its name.
   *
   * @throws BadRule naming the line that cannot be understood
   */
  static Map<String, String> parse(String text) {
    if (text.strip().startsWith("{")) {
      return new RuleText(text.strip()).object();
    }
    Map<String, String> rules = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String bare = line.strip();
      boolean says = !bare.isEmpty() && !bare.startsWith("#") && !bare.equals("---");
      if (says) {
        try {
          line(rules, line);
        } catch (BadRule e) {
          throw new BadRule("Line " + (i + 1) + ": " + e.getMessage());
        }
      }
    }
    return rules;
  }

  private static void line(Map<String, String> rules, String line) {
    if (line.isEmpty() || Character.isWhitespace(line.charAt(0)) || line.startsWith("- ")) {
      throw new BadRule("only \"name\": \"check\" on one line is supported.");
    }
    RuleText reader = new RuleText(line.strip());
    String name = reader.scalar(true);
    reader.expect(':');
    if (reader.more() && !reader.space()) {
      throw new BadRule("a space is expected after the colon.");
    }
    reader.skipSpace();
    String check = reader.more() ? reader.scalar(false) : "";
    reader.end();
    add(rules, name, check);
  }

  private static void add(Map<String, String> rules, String name, String check) {
    if (rules.size() == MAX_RULES) {
      throw new BadRule("there are more than " + MAX_RULES + " rules.");
    }
    if (name.isEmpty() || rules.put(name, check) != null) {
      throw new BadRule("rule \"" + name + "\" has no name, or one that is there already.");
    }
  }

  /** A JSON object of strings. */
  private Map<String, String> object() {
    expect('{');
    skipSpace();
    while (more() && text.charAt(at) != '}') {
      String name = quoted();
      skipSpace();
      expect(':');
      skipSpace();
      add(rules, name, quoted());
      skipSpace();
      if (more() && text.charAt(at) == ',') {
        at++;
        skipSpace();
      }
    }
    expect('}');
    end();
    return rules;
  }

  private String scalar(boolean name) {
    char first = more() ? text.charAt(at) : ' ';
    if (first == '"' || first == '\'') {
      return quoted();
    }
    int end = name ? text.indexOf(':', at) : comment();
    if (end < 0) {
      throw new BadRule("a colon is missing.");
    }
    String plain = text.substring(at, end).strip();
    if (!name && plain.matches("[\\[{>|&!*%@`].*") && !plain.matches("[!@]")) {
      throw new BadRule("only \"name\": \"check\" on one line is supported.");
    }
    at = end;
    return plain;
  }

  private int comment() {
    int comment = text.indexOf(" #", at);
    return comment < 0 ? text.length() : comment;
  }

  /** In double quotation marks with a backslash before what is meant, or in doubled single ones. */
  private String quoted() {
    char mark = more() ? text.charAt(at++) : ' ';
    if (mark != '"' && mark != '\'') {
      throw new BadRule("a quotation mark is expected.");
    }
    StringBuilder content = new StringBuilder();
    while (more()) {
      char each = text.charAt(at++);
      boolean doubled = mark == '\'' && more() && text.charAt(at) == mark;
      if (each == '\\' && mark == '"' && more()) {
        content.append(escaped(text.charAt(at++)));
      } else if (each == mark && doubled) {
        content.append(mark);
        at++;
      } else if (each == mark) {
        return content.toString();
      } else {
        content.append(each);
      }
    }
    throw new BadRule("a quotation mark is not closed.");
  }

  private static char escaped(char each) {
    return switch (each) {
      case '"', '\\', '/' -> each;
      case 'n', 't', 'r' -> ' ';
      default -> throw new BadRule("\\" + each + " is not supported.");
    };
  }

  private boolean more() {
    return at < text.length();
  }

  private boolean space() {
    return more() && Character.isWhitespace(text.charAt(at));
  }

  private void skipSpace() {
    while (space()) {
      at++;
    }
  }

  private void expect(char wanted) {
    skipSpace();
    if (!more() || text.charAt(at) != wanted) {
      throw new BadRule("\"" + wanted + "\" is expected.");
    }
    at++;
  }

  private void end() {
    skipSpace();
    if (more() && text.charAt(at) != '#') {
      throw new BadRule("something follows the check.");
    }
  }
}
