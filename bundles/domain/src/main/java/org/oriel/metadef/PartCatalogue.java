// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Refusal;

/**
 * Port: the parts of one kind in each namespace. Every call throws {@link Refusal.NotFound} if
 * there is no such namespace.
 */
public interface PartCatalogue<T extends Part> {
  /** All parts, in the order of adding. */
  List<T> of(String namespace);

  /** The part of a name. */
  Optional<T> find(String namespace, String name);

  /**
   * Adds parts, all or none.
   *
   * @throws Refusal.Conflict if one of the names is taken
   */
  void add(String namespace, List<T> parts);

  /** As {@link #add}, in place of what was there. */
  void replaceAll(String namespace, List<T> parts);

  /**
   * Stores another state of a part.
   *
   * @throws Refusal.NotFound if it is not there
   * @throws Refusal.Conflict if the new name is taken
   */
  void change(String namespace, String name, T after);

  /** Removes a part; {@code false} if there was none. */
  boolean remove(String namespace, String name);

  /** Removes all parts. */
  void clear(String namespace);
}
