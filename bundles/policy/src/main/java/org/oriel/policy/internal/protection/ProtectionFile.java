// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.protection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the dialect of INI files that protections are written in: sections in brackets, {@code name
 * = value} or {@code name: value}, comments on lines of their own, values that go on in lines that
 * begin with white space.
 */
final class ProtectionFile {
  /**
   * One section.
   *
   * @param title what stands between the brackets
   * @param options values by their names in lower case
   */
  record Section(String title, Map<String, String> options) {}

  private final List<Section> sections = new ArrayList<>();
  private String option = "";

  private ProtectionFile() {}

  /**
   * The sections in their order.
   *
   * @throws IllegalArgumentException naming the line that cannot be understood
   */
  static List<Section> parse(String text) {
    ProtectionFile file = new ProtectionFile();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        file.line(lines.get(i));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("Line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(file.sections);
  }

  private void line(String line) {
    String bare = line.strip();
    if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
      return;
    }
    if (Character.isWhitespace(line.charAt(0)) && !option.isEmpty()) {
      last().options().merge(option, bare, (old, more) -> old + "\n" + more);
    } else if (bare.startsWith("[") && bare.endsWith("]")) {
      begin(bare.substring(1, bare.length() - 1));
    } else {
      assign(bare);
    }
  }

  private void begin(String title) {
    if (title.isEmpty() || sections.stream().anyMatch(each -> each.title().equals(title))) {
      throw new IllegalArgumentException("the section has no name, or one that is there already.");
    }
    sections.add(new Section(title, new LinkedHashMap<>()));
    option = "";
  }

  private void assign(String bare) {
    int equals = bare.indexOf('=');
    int colon = bare.indexOf(':');
    int end = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    if (end <= 0) {
      throw new IllegalArgumentException("this is neither a section nor an option.");
    }
    option = bare.substring(0, end).strip().toLowerCase(Locale.ROOT);
    if (last().options().put(option, bare.substring(end + 1).strip()) != null) {
      throw new IllegalArgumentException("option " + option + " is there already.");
    }
  }

  private Section last() {
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("an option stands before the first section.");
    }
    return sections.get(sections.size() - 1);
  }
}
