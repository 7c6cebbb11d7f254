// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the page of all options. */
final class OptionsPage {
  private OptionsPage() {}

  static String of(OptionTable table) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Options

        <!-- Made of bundles/config/src/main/resources/org/oriel/config/internal/options.txt by
             `./mvnw -pl bundles/config -am verify -Doptions.write`; do not edit. -->

        What Oriel reads of `glance-api.conf`, `DATA/etc/oriel.conf` and the environment, and how:
        see [configuration](configuration.md). DATA is the data directory.

        ## Honoured

        | section | option | kind | default | meaning | goes to |
        |---|---|---|---|---|---|
        """);
    for (OptionRow row : table.rows()) {
      if (!row.later() && !row.never() && !row.ofStore()) {
        page.append(
            cells(
                "[" + row.section() + "]",
                row.option() + older(row),
                kind(row.kind()),
                otherwise(row),
                row.help(),
                row.written() ? row.pid() : "several"));
      }
    }
    page.append(
        """

        ## Options of stores

        They stand in the section of their store, or in `[glance_store]` when there is a single store.
        Every option of a store's section is passed to the store type; these are known.

        | store type | option | kind | default |
        |---|---|---|---|
        """);
    for (OptionRow row : table.rows()) {
      if (row.ofStore()) {
        String type = row.section().substring(OptionTable.STORE.length());
        page.append(cells(type, row.option(), kind(row.kind()), otherwise(row)));
      }
    }
    page.append(
        "\n## Known, not supported yet\n\nSetting one to anything but its default is logged.\n\n");
    page.append(bySection(table.rows().stream().filter(OptionRow::later).toList()));
    page.append("\n## Without meaning here\n\nAccepted in silence.\n\n");
    page.append(bySection(table.rows().stream().filter(OptionRow::never).toList()));
    return page.toString();
  }

  private static String bySection(List<OptionRow> rows) {
    StringBuilder text = new StringBuilder();
    for (String section : rows.stream().map(OptionRow::section).distinct().toList()) {
      text.append("- `[").append(section).append("]` ");
      text.append(
          rows.stream()
              .filter(row -> row.section().equals(section))
              .map(row -> row.option().equals("*") ? "all options" : "`" + row.option() + "`")
              .collect(Collectors.joining(", ")));
      text.append('\n');
    }
    return text.toString();
  }

  private static String older(OptionRow row) {
    return row.deprecated().isEmpty()
        ? ""
        : row.deprecated().stream()
            .map(name -> "[" + name.section() + "] " + name.option())
            .collect(Collectors.joining(", ", " (older: ", ")"));
  }

  private static String kind(Kind kind) {
    String name = kind.type().name().toLowerCase(Locale.ROOT);
    return kind.least() == Long.MIN_VALUE ? name : name + " " + kind.least() + " to " + kind.most();
  }

  private static String otherwise(OptionRow row) {
    return row.otherwise().isEmpty() ? "" : "`" + row.otherwise().replace("@DATA@", "DATA") + "`";
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells).replace("|  |", "| |").replace("|  |", "| |") + " |\n";
  }
}
