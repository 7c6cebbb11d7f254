// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.store.StoreSettings;

/**
 * A store as the operator wants it.
 *
 * @param type the store type's word
 * @param weight the heaviest store is read first
 */
record StoreDefinition(
    String id, String type, Optional<String> description, int weight, StoreSettings settings) {
  private static final Set<String> OURS = Set.of("name", "type", "store_description", "weight");

  static StoreDefinition from(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    String id = options.required("name");
    StoreDefinition definition =
        new StoreDefinition(
            id,
            options.required("type"),
            options.text("store_description"),
            options.integer("weight", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
            new StoreSettings(id, plugins(raw)));
    problems.complain("org.oriel.store~" + id);
    return definition;
  }

  /** Everything that is neither ours nor the container's. */
  private static Map<String, String> plugins(Map<String, ?> raw) {
    Map<String, String> options = new HashMap<>();
    raw.forEach(
        (name, value) -> {
          if (!OURS.contains(name) && name.indexOf('.') < 0 && value != null) {
            options.put(name, value.toString());
          }
        });
    return options;
  }

  /** Whether an open store serves this definition as well as the other. */
  boolean opensLike(StoreDefinition other) {
    return type.equals(other.type) && settings.equals(other.settings);
  }
}
