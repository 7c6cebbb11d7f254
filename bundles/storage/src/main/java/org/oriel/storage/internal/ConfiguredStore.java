// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Carries one configuration {@code org.oriel.store~ID} to the table, and its changes. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "org.oriel.store",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConfiguredStore {
  private final StoreTable table;
  private final String pid;

  @Activate
  public ConfiguredStore(@Reference StorageService storage, Map<String, Object> settings) {
    this.table = storage.table();
    this.pid = String.valueOf(settings.get(Constants.SERVICE_PID));
    table.define(pid, StoreDefinition.from(settings));
  }

  @Modified
  void change(Map<String, Object> settings) {
    table.define(pid, StoreDefinition.from(settings));
  }

  @Deactivate
  void stop() {
    table.forget(pid);
  }
}
