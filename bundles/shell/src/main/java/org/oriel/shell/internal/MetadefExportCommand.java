// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;
import org.oriel.metadefs.DefinitionFiles;

/** Writes definitions to files. */
@Service
@Command(
    scope = "oriel",
    name = "metadef-export",
    description =
        "Writes metadata definitions as files that metadef-load and glance-manage can load.")
public final class MetadefExportCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable DefinitionFiles service;

  @Argument(name = "DIR", description = "Where to; made if need be.", required = true)
  @Completion(FileCompleter.class)
  private String place = "";

  @Argument(
      index = 1,
      name = "NAMESPACE",
      description = "Which namespaces; all by default.",
      multiValued = true)
  @Completion(MetadefNamespaces.class)
  private List<String> namespaces = List.of();

  @Option(name = "--force", description = "Overwrites files that are there.")
  private boolean force;

  @Override
  void run(PrintStream out) throws Exception {
    DefinitionFiles files = need(service, "The catalogue of metadata definitions");
    Path directory = Files.createDirectories(DefinitionPaths.of(place));
    List<String> names = namespaces.isEmpty() ? files.namespaces() : namespaces;
    for (String name : names) {
      Path file = DefinitionPaths.file(directory, name);
      if (!force && Files.exists(file)) {
        throw new CommandException(file + " is there already; --force overwrites it.");
      }
      DefinitionPaths.write(file, files.export(name));
      out.println(Text.clean(name) + " -> " + Text.clean(file.toString()));
    }
    out.println(names.size() + " namespaces exported.");
  }
}
