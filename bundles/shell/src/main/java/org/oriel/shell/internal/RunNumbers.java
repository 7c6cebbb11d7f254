// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.Jobs;

/** Completes numbers of the latest runs. */
@Service
public final class RunNumbers extends Candidates {
  @Reference(optional = true)
  private @Nullable Jobs service;

  @Override
  List<String> texts() {
    return of(
        service, jobs -> jobs.latest(50).stream().map(run -> Long.toString(run.number())).toList());
  }
}
