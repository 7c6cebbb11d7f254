// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.List;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.ResourceType;

/** Types of resources, and which namespaces are for them. */
public interface ResourceTypes {
  /** All types. */
  List<ResourceType> all(Caller caller);

  /** What a namespace is for. */
  List<Association> of(Caller caller, String namespace);

  /**
   * Says that a namespace is for a type.
   *
   * @throws Refusal.Conflict if that was said already
   */
  void add(Caller caller, String namespace, Association association);

  /**
   * Ends an association.
   *
   * @throws Refusal.Forbidden by policy, or if the namespace is protected
   */
  void remove(Caller caller, String namespace, String type);
}
