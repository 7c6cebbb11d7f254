// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Optional;

/**
 * Says that the definitions of a namespace are for a type of resource.
 *
 * @param type name of the resource type
 * @param prefix stands before the names of properties at resources of this type
 * @param propertiesTarget which properties of the resource are meant, if it has several kinds
 */
public record Association(
    String type, Optional<String> prefix, Optional<String> propertiesTarget, Times times) {
  public Association {
    Names.check("resource type", type);
    Names.checkLength("resource type", prefix);
    Names.checkLength("resource type", propertiesTarget);
  }
}
