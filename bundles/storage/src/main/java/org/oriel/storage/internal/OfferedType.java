// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.Comparator;
import java.util.Set;
import org.oriel.store.StoreType;
import org.osgi.framework.Version;

/**
 * A store type together with the plugin that offers it.
 *
 * @param plugin bundle, for people
 * @param serviceId larger for what came later
 */
record OfferedType(
    StoreType type,
    String name,
    Set<String> schemes,
    String plugin,
    Version version,
    long serviceId) {
  /** The newest version first, of equal ones the latest. */
  static final Comparator<OfferedType> NEWEST_FIRST =
      Comparator.comparing(OfferedType::version).thenComparing(OfferedType::serviceId).reversed();

  OfferedType {
    schemes = Set.copyOf(schemes);
  }

  static OfferedType of(StoreType type, String bundle, Version version, long serviceId) {
    return new OfferedType(
        type, type.name(), type.schemes(), bundle + " " + version, version, serviceId);
  }
}
