// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Completes names of jobs. */
@Service
public final class JobNames extends Candidates {
  @Reference(optional = true)
  private @Nullable Jobs service;

  @Override
  List<String> texts() {
    return of(service, jobs -> List.copyOf(jobs.names()));
  }
}
