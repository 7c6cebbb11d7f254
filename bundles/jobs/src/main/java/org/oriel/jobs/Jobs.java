// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.image.Refusal;
import org.oriel.task.WorkOrder;

/** Starts jobs and tells of their runs. */
public interface Jobs {
  /** Names of the jobs that can be started, such as {@code verify}, in alphabetical order. */
  Set<String> names();

  /**
   * The parameters that a job knows, by name, each with a sentence about it, in alphabetical order.
   *
   * @throws Refusal.NotFound if there is no such job
   */
  Map<String, String> parameters(String job);

  /**
   * Starts a job; it goes on in the background.
   *
   * @param parameters by name; each job says which it knows
   * @return number of the run
   * @throws Refusal.NotFound if there is no such job
   * @throws Refusal.Invalid for parameters that it does not know
   * @throws Refusal.Conflict if it already runs with the same parameters
   * @throws Refusal.Unavailable if too many runs wait already
   */
  long start(String job, Map<String, String> parameters);

  /**
   * Goes on with a run that failed or was stopped, from where it stopped.
   *
   * @return number of the new run
   * @throws Refusal.NotFound if there is no such run
   * @throws Refusal.Conflict if the run did not fail or stop, was restarted before, or worked on
   *     another server
   * @throws Refusal.Unavailable if too many runs wait already
   */
  long restart(long run);

  /**
   * Orders that this server took and has not carried out: after a crash they are to be given again.
   * Those that are under way are among them.
   */
  List<WorkOrder> leftBehind();

  /**
   * Asks a run to stop soon; what it has done stays done. Asking twice is no harm.
   *
   * @throws Refusal.NotFound if there is no such run
   * @throws Refusal.Conflict if it has ended
   */
  void stop(long run);

  /**
   * The latest runs, newest first.
   *
   * @param limit most of them, at least 1; more than 1000 are never given
   */
  List<JobRun> latest(int limit);

  /**
   * A run.
   *
   * @throws Refusal.NotFound if there is none of that number
   */
  JobRun show(long run);
}
