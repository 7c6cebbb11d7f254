// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.oriel.metadefs.DefinitionFiles;

/** Removes definitions. */
@Service
@Command(
    scope = "oriel",
    name = "metadef-unload",
    description =
        "Removes namespaces with all definitions in them, without asking, also protected ones.")
public final class MetadefUnloadCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable DefinitionFiles service;

  @Argument(name = "NAMESPACE", description = "Which namespaces.", multiValued = true)
  @Completion(MetadefNamespaces.class)
  private List<String> namespaces = List.of();

  @Option(name = "--all", description = "All namespaces.")
  private boolean all;

  @Override
  void run(PrintStream out) throws Exception {
    DefinitionFiles files = need(service, "The catalogue of metadata definitions");
    if (all != namespaces.isEmpty()) {
      throw new CommandException("Either name namespaces or say --all.");
    }
    List<String> names = all ? files.namespaces() : namespaces;
    int refused = 0;
    for (String name : names) {
      try {
        files.unload(name);
        out.println("Removed " + Text.clean(name));
      } catch (Refusal e) {
        refused++;
        out.println("Not removed: " + Text.clean(String.valueOf(e.getMessage())));
      }
    }
    if (refused > 0) {
      throw new CommandException(refused + " of " + names.size() + " were not removed.");
    }
    out.println(names.size() + " namespaces removed.");
  }
}
