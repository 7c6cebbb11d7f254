// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings Config Admin to what a plan says, touching only what differs. */
final class ConfigurationWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWriter.class);
  private static final String STORES = "org.oriel.store";

  /** Set by Karaf on configurations that belong to a file in etc. */
  private static final String OWNER = "felix.fileinstall.filename";

  private final ConfigurationAdmin admin;

  ConfigurationWriter(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /**
   * Writes what differs and deletes stores that are no longer wanted.
   *
   * @return PIDs that were changed, in order
   */
  List<String> write(Plan plan) throws IOException {
    List<String> changed = new ArrayList<>();
    for (Configuration configuration : stores()) {
      if (!plan.configurations().containsKey(configuration.getPid()) && !owned(configuration)) {
        changed.add(configuration.getPid());
        configuration.delete();
      }
    }
    for (Map.Entry<String, Map<String, String>> entry :
        new TreeMap<>(plan.configurations()).descendingMap().entrySet()) {
      if (write(configuration(entry.getKey()), entry.getValue())) {
        changed.add(entry.getKey());
      }
    }
    Collections.sort(changed);
    return changed;
  }

  private boolean write(Configuration configuration, Map<String, String> wanted)
      throws IOException {
    if (owned(configuration)) {
      LOG.warn(
          "{} belongs to a file in etc: what oriel.conf and glance-api.conf say of it has no effect",
          configuration.getPid());
      return false;
    }
    if (wanted.equals(held(configuration))) {
      return false;
    }
    configuration.update(FrameworkUtil.asDictionary(wanted));
    return true;
  }

  private Configuration configuration(String pid) throws IOException {
    int tilde = pid.indexOf('~');
    return tilde < 0
        ? admin.getConfiguration(pid, "?")
        : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
  }

  private List<Configuration> stores() throws IOException {
    try {
      Configuration[] found = admin.listConfigurations("(service.factoryPid=" + STORES + ")");
      return found == null ? List.of() : List.of(found);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean owned(Configuration configuration) {
    Dictionary<String, Object> properties = configuration.getProperties();
    return properties != null && properties.get(OWNER) != null;
  }

  private static Map<String, Object> held(Configuration configuration) {
    Map<String, Object> held = new TreeMap<>();
    Dictionary<String, Object> properties = configuration.getProperties();
    if (properties != null) {
      for (String key : Collections.list(properties.keys())) {
        if (!key.startsWith("service.")) {
          held.put(key, properties.get(key));
        }
      }
    }
    return held;
  }
}
