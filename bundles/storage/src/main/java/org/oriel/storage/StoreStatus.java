// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A configured store, as it stands now.
 *
 * @param id as configured
 * @param type the store type's word
 * @param description the operator's words, if any
 * @param detail why, if not ready
 * @param freeBytes room left, where known
 * @param leases readers and writers at work
 * @param plugin bundle and version that serve it now, if any
 * @param properties how it is set up, under the names that Glance uses for its type
 */
public record StoreStatus(
    String id,
    String type,
    Optional<String> description,
    int weight,
    boolean isDefault,
    boolean readOnly,
    State state,
    String detail,
    OptionalLong freeBytes,
    int leases,
    Optional<String> plugin,
    Map<String, Object> properties) {
  public StoreStatus {
    properties = Map.copyOf(properties);
  }

  /** What can be done with a store. */
  public enum State {
    READY,
    READ_ONLY,
    /** Configured and served, but its server does not answer. */
    DOWN,
    /** No plugin serves its type, or the settings are wrong. */
    ABSENT
  }
}
