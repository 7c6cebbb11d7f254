// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.shell.internal.why.BundleFindings;
import org.oriel.shell.internal.why.ComponentFindings;
import org.oriel.shell.internal.why.Finding;
import org.oriel.shell.internal.why.StoreFindings;
import org.oriel.storage.Storage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Tells what is not started. */
@Service
@Command(
    scope = "oriel",
    name = "why",
    description =
        "Tells what of Oriel is not started and what it misses; exit status 0 if nothing.")
public final class WhyCommand extends OrielCommand {
  @Reference private @Nullable BundleContext context;

  @Reference(optional = true)
  private @Nullable ServiceComponentRuntime components;

  @Reference(optional = true)
  private @Nullable Storage storage;

  @Override
  void run(PrintStream out) throws Exception {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(BundleFindings.of(need(context, "The framework")));
    findings.addAll(ComponentFindings.of(need(components, "Declarative Services")));
    findings.addAll(StoreFindings.of(storage == null ? List.of() : storage.stores()));
    if (findings.isEmpty()) {
      out.println("All of Oriel is started, and all stores are ready.");
      return;
    }
    ShellTable table = new ShellTable();
    table.column("What");
    table.column("State");
    table.column("Why");
    findings.forEach(each -> table.addRow().addContent(each.what(), each.state(), each.why()));
    table.print(out);
    throw new CommandException(findings.size() + " of Oriel's parts are not as they should be.");
  }
}
