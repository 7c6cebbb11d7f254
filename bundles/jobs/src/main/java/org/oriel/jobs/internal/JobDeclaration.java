// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.util.List;
import java.util.Map;
import org.oriel.task.WorkOrder;
import org.springframework.batch.core.job.Job;

/** What a job says of itself. One package per job holds one of these and what it needs. */
public interface JobDeclaration {
  String name();

  /** The parameters that it knows, each with a sentence about it. */
  Map<String, String> parameters();

  /**
   * Checks the values of parameters, whose names are known already.
   *
   * @throws org.oriel.image.Refusal.Invalid for values that make no sense
   */
  void check(Map<String, String> values);

  /** Orders for this job that this server took and has not carried out. */
  default List<WorkOrder> leftBehind() {
    return List.of();
  }

  /** Puts its steps together. */
  Job job(Batch batch);
}
