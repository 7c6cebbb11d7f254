// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Property;

/** Properties of namespaces. */
public interface Properties extends Parts<Property> {
  /**
   * The property that has a name at resources of a type.
   *
   * @param name with the prefix that properties of this namespace have there
   * @throws Refusal.NotFound also if the name lacks the prefix, or nothing here is for that type
   */
  Property showAt(Caller caller, String namespace, String name, String resourceType);
}
