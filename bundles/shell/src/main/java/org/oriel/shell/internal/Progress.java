// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import org.oriel.jobs.JobRun;

/** How far a run is, as far as its steps say. */
record Progress(long done, long planned) {

  static Progress of(JobRun run) {
    return new Progress(
        run.steps().stream().mapToLong(step -> step.done().orElse(0)).sum(),
        run.steps().stream().mapToLong(step -> step.planned().orElse(0)).sum());
  }

  /** Such as {@code 12/40}; empty if nothing is known. */
  String text() {
    return planned == 0 ? "" : done + "/" + planned;
  }
}
