// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.base.Problems;

/** All that is set, in layers: a later layer beats an earlier one, the environment beats all. */
final class Settings {
  private static final Pattern VARIABLE = Pattern.compile("OS_([A-Z0-9_.-]+?)__([A-Z0-9_]+)");

  private final OptionTable table;
  private final Map<String, String> names;
  private final Problems problems;
  private final Map<OptionRow.Name, List<Layered>> found = new LinkedHashMap<>();

  private record Layered(int layer, Assignment assignment) {}

  /**
   * @param layers assignments, the weakest layer first
   * @param environment all variables; those not of the form {@code OS_GROUP__OPTION} do not count
   * @param names what {@code @NAME@} stands for in defaults
   */
  Settings(
      OptionTable table,
      List<List<Assignment>> layers,
      Map<String, String> environment,
      Map<String, String> names,
      Problems problems) {
    this.table = table;
    this.names = Map.copyOf(names);
    this.problems = problems;
    for (int layer = 0; layer < layers.size(); layer++) {
      for (Assignment assignment : layers.get(layer)) {
        add(layer, assignment);
      }
    }
    environment.forEach((name, value) -> addVariable(layers.size(), name, value));
  }

  private void addVariable(int layer, String name, String value) {
    Matcher parts = VARIABLE.matcher(name);
    if (parts.matches()) {
      String section = parts.group(1).toLowerCase(Locale.ROOT);
      String option = parts.group(2).toLowerCase(Locale.ROOT);
      add(layer, new Assignment(section, option, value, "environment variable " + name, 0));
    }
  }

  private void add(int layer, Assignment assignment) {
    found
        .computeIfAbsent(
            OptionTable.normal(assignment.section(), assignment.option()),
            name -> new ArrayList<>())
        .add(new Layered(layer, assignment));
  }

  /** The strongest assignment to an option, also by its older names. */
  Optional<Assignment> strongest(OptionRow row) {
    List<OptionRow.Name> all = new ArrayList<>();
    all.add(row.name());
    all.addAll(row.deprecated());
    Optional<Layered> best = Optional.empty();
    for (OptionRow.Name name : all) {
      Optional<Layered> candidate = last(at(name.section(), name.option()));
      if (candidate.isPresent()
          && (best.isEmpty() || candidate.get().layer() > best.get().layer())) {
        best = candidate;
      }
    }
    return best.map(Layered::assignment);
  }

  private static Optional<Layered> last(List<Layered> layered) {
    return layered.isEmpty() ? Optional.empty() : Optional.of(layered.get(layered.size() - 1));
  }

  private List<Layered> at(String section, String option) {
    return found.getOrDefault(OptionTable.normal(section, option), List.of());
  }

  /** Whether somebody set the option. */
  boolean isSet(OptionRow row) {
    return strongest(row).isPresent();
  }

  /** The value in the form that rooms read: what is set, else the default; empty for neither. */
  String value(OptionRow row) {
    return strongest(row)
        .flatMap(assignment -> read(row.kind(), assignment))
        .orElseGet(() -> otherwise(row));
  }

  /** The default. */
  String otherwise(OptionRow row) {
    String text = row.otherwise();
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace("@" + name.getKey() + "@", name.getValue());
    }
    return text;
  }

  /** The value of one assignment; if it is not of its kind, that is a problem and no value. */
  Optional<String> read(Kind kind, Assignment assignment) {
    String value =
        kind.type() == Kind.Type.MULTI || kind.type() == Kind.Type.ANY
            ? together(kind, assignment)
            : substituted(assignment);
    if (kind.type() == Kind.Type.INTEGER && value.isBlank()) {
      return Optional.empty();
    }
    Optional<String> canonical = kind.canonical(value);
    if (canonical.isEmpty()) {
      problems.add(assignment.place() + " " + kind.demand() + ".");
    }
    return canonical;
  }

  /**
   * All values of an option that may be set several times, parted by line feeds; of an option of
   * which nothing is known, only those of the strongest layer. The environment stands alone.
   */
  private String together(Kind kind, Assignment strongest) {
    List<String> values = new ArrayList<>();
    for (Layered layered : at(strongest.section(), strongest.option())) {
      Assignment one = layered.assignment();
      boolean alike =
          (kind.type() == Kind.Type.ANY || strongest.line() == 0)
              ? one.source().equals(strongest.source())
              : one.line() > 0;
      if (alike) {
        values.add(substituted(one));
      }
    }
    return String.join("\n", values);
  }

  private String substituted(Assignment at) {
    return new Substitution(this::option, problems, at).value();
  }

  /** The value that a reference stands for, references in it as they are. */
  private Optional<String> option(String section, String option) {
    return last(at(section, option))
        .map(layered -> layered.assignment().value())
        .or(
            () ->
                table
                    .find(section, option)
                    .filter(row -> !row.option().equals("*"))
                    .map(this::otherwise));
  }

  /** All assignments, in the order of layers and lines. */
  List<Assignment> all() {
    return found.values().stream().flatMap(Collection::stream).map(Layered::assignment).toList();
  }

  /** The strongest assignment to each option of a section, by option. */
  Map<String, Assignment> section(String section) {
    Map<String, Assignment> options = new HashMap<>();
    found.forEach(
        (name, layers) -> {
          if (name.section().equals(OptionTable.normalSection(section))) {
            options.put(name.option(), layers.get(layers.size() - 1).assignment());
          }
        });
    return options;
  }
}
