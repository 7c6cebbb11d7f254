// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.oriel.image.Refusal;

/** Port: types of resources, and which namespaces are for them. */
public interface ResourceTypeCatalogue {
  /** All types, in the order of adding. */
  List<ResourceType> all();

  /** Adds the types that are not there yet. */
  void declare(Collection<ResourceType> types);

  /**
   * Associations of namespaces, in the order of adding.
   *
   * @param namespaces names as they are stored
   * @return by name of the namespace; no entry for one without any, or that is not there
   */
  Map<String, List<Association>> of(Collection<String> namespaces);

  /**
   * Associates a namespace with a type, which is added if need be.
   *
   * @throws Refusal.NotFound if there is no such namespace
   * @throws Refusal.Conflict if they are associated already
   */
  void add(String namespace, Association association);

  /** Ends an association; {@code false} if there was none. The type stays. */
  boolean remove(String namespace, String type);
}
