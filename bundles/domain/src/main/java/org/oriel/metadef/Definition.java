// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.List;

/** A namespace with all that is in it. */
public record Definition(
    Namespace namespace,
    List<Association> associations,
    List<Property> properties,
    List<MetadefObject> objects,
    List<Tag> tags) {
  public Definition {
    associations = List.copyOf(associations);
    properties = List.copyOf(properties);
    objects = List.copyOf(objects);
    tags = List.copyOf(tags);
  }

  /** The same content in another namespace. */
  public Definition in(Namespace other) {
    return new Definition(other, associations, properties, objects, tags);
  }
}
