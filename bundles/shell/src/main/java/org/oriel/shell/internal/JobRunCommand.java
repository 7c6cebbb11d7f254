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
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Starts a job. */
@Service
@Command(
    scope = "oriel",
    name = "job-run",
    description = "Starts a job and prints the number of its run.")
public final class JobRunCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Jobs jobs;

  @Argument(name = "JOB", description = "Name of the job, such as verify.", required = true)
  @Completion(JobNames.class)
  private String job = "";

  @Option(
      name = "-p",
      aliases = "--parameter",
      description = "A parameter of the job, as name=value; oriel:job-help tells which there are.",
      multiValued = true,
      valueToShowInHelp = "")
  @Completion(JobParameters.class)
  private List<String> parameters = List.of();

  @Option(
      name = "--wait",
      description = "Waits for the end; the exit status is not zero unless the run completed.")
  private boolean wait;

  @Argument(
      index = 1,
      name = "WORDS",
      description = "Parameters and options behind the name: --wait, --name value or name=value.",
      multiValued = true)
  private List<String> words = List.of();

  @Override
  void run(PrintStream out) throws Exception {
    JobRequest request = JobRequest.of(parameters, wait, words);
    Jobs service = need(jobs, "The job service");
    long run = service.start(job, request.parameters());
    out.println("Run " + run);
    if (request.waits()) {
      Patience.await(service, run, out);
    }
  }
}
