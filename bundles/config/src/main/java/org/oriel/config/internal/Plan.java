// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.List;
import java.util.Map;

/**
 * What Config Admin shall hold.
 *
 * @param configurations keys and values by PID; a factory configuration is {@code FACTORY~NAME}
 * @param warnings sentences for the log; name options, never values
 */
record Plan(Map<String, Map<String, String>> configurations, List<String> warnings) {
  Plan {
    configurations = Map.copyOf(configurations);
    warnings = List.copyOf(warnings);
  }

  /** Only PIDs: values may be secrets. */
  @Override
  public String toString() {
    return "Plan" + configurations.keySet();
  }
}
