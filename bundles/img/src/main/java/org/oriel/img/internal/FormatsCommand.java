// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.oriel.conversion.FormatEntry;
import org.oriel.conversion.Standalone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the formats. */
@Command(
    name = "formats",
    mixinStandardHelpOptions = true,
    description = "Lists the disk formats and what can be done with each.")
final class FormatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Standalone room = Plugins.open()) {
      for (FormatEntry format : room.formats().list()) {
        out.printf("%-12s%s%n", format.name(), abilities(format));
      }
    }
    return Code.DONE;
  }

  private static String abilities(FormatEntry format) {
    return format.abilities().isEmpty()
        ? "inspect"
        : "inspect, "
            + format.abilities().stream()
                .sorted()
                .map(ability -> ability.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
  }
}
