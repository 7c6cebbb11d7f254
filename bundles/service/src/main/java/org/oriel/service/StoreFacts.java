// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.Map;
import java.util.Optional;

/**
 * What callers may know about a store.
 *
 * @param description the operator's words, if any
 * @param isDefault whether data go there if nobody says otherwise
 * @param readOnly whether no data can go there
 * @param type the store type's word; for administrators, as all that follows
 * @param weight the heaviest store is read first
 * @param properties how it is set up, by the names that Glance uses for its type
 */
public record StoreFacts(
    String id,
    Optional<String> description,
    boolean isDefault,
    boolean readOnly,
    String type,
    int weight,
    Map<String, Object> properties) {
  public StoreFacts {
    properties = Map.copyOf(properties);
  }
}
