// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Goes on with a run that failed or was stopped, from where it stopped. */
@Service
@Command(
    scope = "oriel",
    name = "job-restart",
    description = "Goes on with a run that failed or was stopped, from where it stopped.")
public final class JobRestartCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Jobs jobs;

  @Argument(name = "RUN", description = "Number of the run.", required = true)
  @Completion(RunNumbers.class)
  private long run;

  @Option(
      name = "--wait",
      description = "Waits for the end; the exit status is not zero unless the run completed.")
  private boolean wait;

  @Override
  void run(PrintStream out) throws Exception {
    Jobs service = need(jobs, "The job service");
    long next = service.restart(run);
    out.println("Run " + next);
    if (wait) {
      Patience.await(service, next, out);
    }
  }
}
