// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.oriel.jobs.Jobs;

/** Lists runs of jobs. */
@Service
@Command(scope = "oriel", name = "job-list", description = "Lists the latest runs of jobs.")
public final class JobListCommand extends OrielCommand {
  private static final int MOST = 1000;

  @Reference(optional = true)
  private @Nullable Jobs jobs;

  @Option(name = "--limit", description = "Most runs to list, up to 1000.")
  private int limit = 20;

  @Override
  void run(PrintStream out) throws Exception {
    if (limit < 1 || limit > MOST) {
      throw new Refusal.Invalid("A limit goes from 1 to " + MOST + ".");
    }
    RunTables.list(need(jobs, "The job service").latest(limit), out);
  }
}
