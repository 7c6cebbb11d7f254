// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All options that Oriel knows, from the resource {@code options.txt}. */
final class OptionTable {
  static final String STORE = "store:";
  static final String ANY_STORE = STORE + "any";

  private final Map<OptionRow.Name, OptionRow> rows = new LinkedHashMap<>();
  private final Map<OptionRow.Name, OptionRow> older = new LinkedHashMap<>();

  private OptionTable(List<OptionRow> all) {
    for (OptionRow row : all) {
      if (rows.put(normal(row.name()), row) != null) {
        throw new IllegalStateException("options.txt names " + row.name() + " twice");
      }
      row.deprecated().forEach(name -> older.put(normal(name), row));
    }
  }

  /** The table that ships with this bundle. */
  static OptionTable shipped() {
    try (InputStream text = OptionTable.class.getResourceAsStream("options.txt")) {
      if (text == null) {
        throw new IllegalStateException("options.txt is missing from the bundle");
      }
      return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OptionTable parse(String text) {
    List<OptionRow> rows = new ArrayList<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line));
      }
    }
    return new OptionTable(rows);
  }

  private static OptionRow row(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\\|", 7)) {
      cells.add(cell.strip());
    }
    while (cells.size() < 7) {
      cells.add("");
    }
    List<OptionRow.Name> deprecated = new ArrayList<>();
    for (String name : Kind.members(cells.get(5))) {
      int slash = name.indexOf('/');
      deprecated.add(new OptionRow.Name(name.substring(0, slash), name.substring(slash + 1)));
    }
    return new OptionRow(
        cells.get(0),
        cells.get(1),
        Kind.of(cells.get(2)),
        cells.get(3),
        cells.get(4),
        List.copyOf(deprecated),
        cells.get(6));
  }

  List<OptionRow> rows() {
    return List.copyOf(rows.values());
  }

  /** The row of an option outside of stores' sections, also by an older name. */
  Optional<OptionRow> find(String section, String option) {
    OptionRow.Name name = normal(new OptionRow.Name(section, option));
    OptionRow row = rows.get(name);
    if (row == null) {
      row = older.get(name);
    }
    return Optional.ofNullable(row == null ? rows.get(normal(section, "*")) : row);
  }

  /** The row that must be there. */
  OptionRow get(String section, String option) {
    return find(section, option)
        .orElseThrow(
            () -> new IllegalStateException("options.txt lacks " + section + " " + option));
  }

  /** The row of an option in the section of a store. */
  Optional<OptionRow> ofStore(String type, String option) {
    OptionRow row = rows.get(normal(STORE + type, option));
    return Optional.ofNullable(row == null ? rows.get(normal(ANY_STORE, option)) : row);
  }

  /** Rows of a store type, without those of every type. */
  List<OptionRow> ofStore(String type) {
    return rows.values().stream().filter(row -> row.section().equals(STORE + type)).toList();
  }

  /** Names of all sections, without those of stores. */
  Set<String> sections() {
    return rows.values().stream()
        .filter(row -> !row.ofStore())
        .map(OptionRow::section)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Section names do not mind their case. */
  static String normalSection(String section) {
    return section.toLowerCase(Locale.ROOT);
  }

  static OptionRow.Name normal(String section, String option) {
    return new OptionRow.Name(normalSection(section), option);
  }

  private static OptionRow.Name normal(OptionRow.Name name) {
    return normal(name.section(), name.option());
  }
}
