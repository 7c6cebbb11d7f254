// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Completes the names of parameters of all jobs. */
@Service
public final class JobParameters extends Candidates {
  @Reference(optional = true)
  private @Nullable Jobs service;

  @Override
  List<String> texts() {
    return of(
        service,
        jobs ->
            jobs.names().stream()
                .flatMap(job -> jobs.parameters(job).keySet().stream())
                .map(name -> name + "=")
                .distinct()
                .toList());
  }
}
