// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.support.CommandException;
import org.oriel.jobs.JobRun;
import org.oriel.jobs.Jobs;

/** Waits for a run and tells how far it is. */
final class Patience {
  private static final int MILLISECONDS_BETWEEN_LOOKS = 500;

  private Patience() {}

  /**
   * Returns when the run has ended well.
   *
   * @throws CommandException if it ended otherwise
   */
  static void await(Jobs jobs, long number, PrintStream out)
      throws CommandException, InterruptedException {
    JobRun run = jobs.show(number);
    String told = "";
    while (run.underWay()) {
      String progress = Progress.of(run).text();
      if (!progress.isEmpty() && !progress.equals(told)) {
        out.println(run.status() + " " + progress);
        out.flush();
        told = progress;
      }
      TimeUnit.MILLISECONDS.sleep(MILLISECONDS_BETWEEN_LOOKS);
      run = jobs.show(number);
    }
    String end = "Run " + number + " is " + run.status() + ". " + Text.clean(run.message());
    if (!run.completed()) {
      throw new CommandException(end.strip());
    }
    out.println(end.strip());
    run.report().ifPresent(report -> out.println("Report: " + report));
  }
}
