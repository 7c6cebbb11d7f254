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

/** Asks a run to stop; what it has done stays done. */
@Service
@Command(
    scope = "oriel",
    name = "job-stop",
    description = "Asks a run to stop; what it has done stays done.")
public final class JobStopCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Jobs jobs;

  @Argument(name = "RUN", description = "Number of the run.", required = true)
  @Completion(RunNumbers.class)
  private long run;

  @Override
  void run(PrintStream out) throws Exception {
    need(jobs, "The job service").stop(run);
    out.println("Run " + run + " was asked to stop.");
  }
}
