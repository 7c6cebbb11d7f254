// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Optional;
import java.util.Set;

/**
 * Which namespaces a list has, and in which order. Ties are broken by time of creation and then by
 * the order of adding, both in the direction of the list.
 *
 * @param isPublic only those that are public, or that are not
 * @param resourceTypes only those associated with one of these
 * @param marker name of the namespace after which the list begins
 * @param limit most namespaces, not negative
 */
public record NamespaceQuery(
    Optional<Boolean> isPublic,
    Optional<Set<String>> resourceTypes,
    SortKey key,
    boolean ascending,
    Optional<String> marker,
    int limit) {
  /** What namespaces can be ordered by. Absent texts count as empty ones. */
  public enum SortKey {
    ID,
    NAMESPACE,
    DISPLAY_NAME,
    DESCRIPTION,
    VISIBILITY,
    PROTECTED,
    OWNER,
    CREATED_AT,
    UPDATED_AT
  }

  public NamespaceQuery {
    resourceTypes = resourceTypes.map(Set::copyOf);
    if (limit < 0) {
      throw new IllegalArgumentException("negative limit");
    }
  }

  /** All namespaces, the newest first. */
  public static NamespaceQuery all(int limit) {
    return new NamespaceQuery(
        Optional.empty(), Optional.empty(), SortKey.CREATED_AT, false, Optional.empty(), limit);
  }

  /** This query from after a namespace. */
  public NamespaceQuery after(String namespace) {
    return new NamespaceQuery(
        isPublic, resourceTypes, key, ascending, Optional.of(namespace), limit);
  }
}
