// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.oriel.metadefs.DefinitionFiles;

/** Loads definitions from files. */
@Service
@Command(
    scope = "oriel",
    name = "metadef-load",
    description = "Loads metadata definitions from Glance's JSON files, each wholly or not at all.")
public final class MetadefLoadCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable DefinitionFiles service;

  @Argument(name = "DIR", description = "A directory of files, or one file.", required = true)
  @Completion(FileCompleter.class)
  private String place = "";

  @Option(
      name = "--mode",
      description =
          "What is done with a namespace that is there: new leaves it alone; merge adds what it"
              + " lacks; prefer_new does so and lets the file win; overwrite replaces it.")
  @Completion(
      value = StringsCompleter.class,
      values = {"new", "merge", "prefer_new", "overwrite"})
  private String mode = "new";

  @Override
  void run(PrintStream out) throws Exception {
    DefinitionFiles files = need(service, "The catalogue of metadata definitions");
    DefinitionFiles.Mode how = mode(mode);
    List<Path> found = DefinitionPaths.files(DefinitionPaths.of(place));
    ShellTable table = new ShellTable().emptyTableText("No files.");
    List.of("File", "Namespace", "Done").forEach(table::column);
    int refused = 0;
    for (Path file : found) {
      String name = Text.clean(String.valueOf(file.getFileName()));
      try {
        DefinitionFiles.Loaded loaded = files.load(DefinitionPaths.read(file), how);
        table
            .addRow()
            .addContent(
                name,
                Text.clean(loaded.namespace()),
                loaded.outcome().name().toLowerCase(Locale.ROOT));
      } catch (Refusal | IOException e) {
        refused++;
        table.addRow().addContent(name, "", "refused: " + Text.clean(DefinitionPaths.reason(e)));
      }
    }
    table.print(out);
    if (refused > 0) {
      throw new CommandException(refused + " of " + found.size() + " files were not loaded.");
    }
  }

  private static DefinitionFiles.Mode mode(String word) {
    return Stream.of(DefinitionFiles.Mode.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word.replace('-', '_')))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal.Invalid(
                    "There is no mode " + word + "; there are new, merge, prefer_new, overwrite."));
  }
}
