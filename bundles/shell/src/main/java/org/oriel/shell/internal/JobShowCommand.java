// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Shows a run. */
@Service
@Command(scope = "oriel", name = "job-show", description = "Shows a run of a job and its steps.")
public final class JobShowCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Jobs jobs;

  @Argument(name = "RUN", description = "Number of the run.", required = true)
  @Completion(RunNumbers.class)
  private long run;

  @Override
  void run(PrintStream out) throws Exception {
    RunTables.one(need(jobs, "The job service").show(run), out);
  }
}
