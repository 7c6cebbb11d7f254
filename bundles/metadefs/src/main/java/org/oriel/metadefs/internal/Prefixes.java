// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.Property;

/** Names of properties as resources of a type have them. */
final class Prefixes {
  private Prefixes() {}

  /** The prefix at a type; empty if there is none. */
  static Optional<String> of(String type, List<Association> associations) {
    return associations.stream()
        .filter(association -> association.type().equals(type))
        .findFirst()
        .flatMap(Association::prefix)
        .filter(prefix -> !prefix.isEmpty());
  }

  /** A definition with the prefix before all names of properties. */
  static Definition applied(String prefix, Definition definition) {
    return new Definition(
        definition.namespace(),
        definition.associations(),
        definition.properties().stream()
            .map(it -> new Property(prefix + it.name(), it.schema(), it.times()))
            .toList(),
        definition.objects().stream().map(it -> applied(prefix, it)).toList(),
        definition.tags());
  }

  private static MetadefObject applied(String prefix, MetadefObject object) {
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    object.properties().forEach((name, schema) -> properties.put(prefix + name, schema));
    return new MetadefObject(
        object.name(),
        object.description(),
        object.required().stream().map(name -> prefix + name).toList(),
        properties,
        object.times());
  }
}
