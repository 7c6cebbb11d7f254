// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.conversion.FormatEntry;
import org.oriel.conversion.Formats;

/** Lists disk formats. */
@Service
@Command(
    scope = "oriel",
    name = "format-list",
    description = "Lists the disk formats that plugins offer, and what can be done with each.")
public final class FormatListCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Formats formats;

  @Override
  void run(PrintStream out) throws Exception {
    ShellTable table = new ShellTable().emptyTableText("No disk formats.");
    table.column("Format");
    table.column("Abilities");
    table.column("Serves");
    table.column("In use");
    table.column("Plugin");
    for (FormatEntry format : need(formats, "The conversion of disks").list()) {
      table
          .addRow()
          .addContent(
              format.name(),
              abilities(format),
              Text.yes(format.newest()),
              format.inUse(),
              format.plugin() + " " + format.version());
    }
    table.print(out);
  }

  private static String abilities(FormatEntry format) {
    return format.abilities().isEmpty()
        ? "inspect"
        : format.abilities().stream()
            .sorted()
            .map(ability -> ability.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" ", "inspect ", ""));
  }
}
