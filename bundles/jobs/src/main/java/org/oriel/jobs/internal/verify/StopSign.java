// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import org.springframework.batch.core.job.JobInterruptedException;

/** Asked often while data are read, so that nobody waits for the end of a large image. */
@FunctionalInterface
interface StopSign {
  /**
   * Does nothing while the work may go on.
   *
   * @throws JobInterruptedException when it has to stop
   */
  void check() throws JobInterruptedException;
}
