// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Tells which jobs there are. */
@Service
@Command(
    scope = "oriel",
    name = "job-help",
    description = "Tells which jobs there are and which parameters they know.")
public final class JobHelpCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Jobs jobs;

  @Override
  void run(PrintStream out) throws Exception {
    Jobs service = need(jobs, "The job service");
    ShellTable table = new ShellTable();
    table.column("Job");
    table.column("Parameter");
    table.column("Meaning");
    for (String job : service.names()) {
      service
          .parameters(job)
          .forEach((name, meaning) -> table.addRow().addContent(job, name, meaning));
    }
    table.print(out);
  }
}
