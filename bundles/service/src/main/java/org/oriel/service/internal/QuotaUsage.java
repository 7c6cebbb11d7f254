// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.oriel.image.Caller;
import org.oriel.policy.ProjectQuotas;
import org.oriel.service.ProjectUsage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Usage as the quotas count it. */
@Component
public final class QuotaUsage implements ProjectUsage {
  private final ProjectQuotas quotas;

  @Activate
  public QuotaUsage(@Reference ProjectQuotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public Map<String, Use> of(Caller caller) {
    Map<String, Use> uses = new LinkedHashMap<>();
    quotas
        .usage(caller.project())
        .forEach((name, use) -> uses.put(name, new Use(use.usage(), use.limit())));
    return uses;
  }
}
