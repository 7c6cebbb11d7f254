// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.Set;
import org.oriel.disk.Ability;

/**
 * A disk format that a plugin offers.
 *
 * @param name Glance's word
 * @param plugin who offers it, for people
 * @param version of the plugin
 * @param newest whether new work goes to it; of several plugins for one format only one is
 * @param inUse leases on it
 */
public record FormatEntry(
    String name, String plugin, String version, Set<Ability> abilities, boolean newest, int inUse) {
  public FormatEntry {
    abilities = Set.copyOf(abilities);
  }
}
