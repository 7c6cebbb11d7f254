// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names the options that somebody set and that have no effect. */
final class Strangers {
  private Strangers() {}

  /** One sentence per option; the environment is everybody's, so unknown variables do not count. */
  static List<String> warnings(OptionTable table, Settings settings, StoreSections stores) {
    List<String> warnings = new ArrayList<>();
    Set<OptionRow.Name> said = new HashSet<>();
    for (Assignment at : settings.all()) {
      if (said.add(subject(table, at))) {
        warning(table, settings, stores, at).ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  /** What a sentence is about: an option, or a whole section that is known by its name only. */
  private static OptionRow.Name subject(OptionTable table, Assignment at) {
    String option =
        table.find(at.section(), at.option()).filter(row -> row.option().equals("*")).isPresent()
            ? "*"
            : at.option();
    return OptionTable.normal(at.section(), option);
  }

  private static Optional<String> warning(
      OptionTable table, Settings settings, StoreSections stores, Assignment at) {
    Optional<OptionRow> row = table.find(at.section(), at.option());
    if (row.isPresent()) {
      return row.get().later() && differs(settings, row.get(), at)
          ? Optional.of(about(row.get(), at) + " not supported yet and has no effect.")
          : Optional.empty();
    }
    boolean known = stores.of(at.section()).stream().anyMatch(store -> takes(table, store, at));
    boolean single = at.section().equals("glance_store") && ofAnyType(table, at);
    boolean elsewhere =
        (Filters.isMore(at.section()) && table.find("cors", at.option()).isPresent())
            || isAuthSection(table, settings, at.section());
    if (known || single || elsewhere || at.line() == 0) {
      return Optional.empty();
    }
    return Optional.of(at.place() + " is not known and has no effect.");
  }

  private static boolean isAuthSection(OptionTable table, Settings settings, String section) {
    String named = settings.value(table.get("keystone_authtoken", "auth_section"));
    return OptionTable.normalSection(named).equals(OptionTable.normalSection(section));
  }

  private static String about(OptionRow row, Assignment at) {
    return row.option().equals("*")
        ? Assignment.where(at.source(), at.line()) + ": the section [" + at.section() + "] is"
        : at.place() + " is";
  }

  private static boolean differs(Settings settings, OptionRow row, Assignment at) {
    String value = at.value().strip();
    return row.option().equals("*")
        || (!value.isEmpty()
            && !row.kind().canonical(value).equals(Optional.of(settings.otherwise(row))));
  }

  /** Options of a store type that the table does not know are the plugin's business. */
  private static boolean takes(OptionTable table, StoreSections.Configured store, Assignment at) {
    return table.ofStore(store.type(), at.option()).isPresent()
        || (table.ofStore(store.type()).isEmpty() && !at.section().equals("glance_store"));
  }

  private static boolean ofAnyType(OptionTable table, Assignment at) {
    return table.rows().stream().anyMatch(row -> row.ofStore() && row.option().equals(at.option()));
  }
}
