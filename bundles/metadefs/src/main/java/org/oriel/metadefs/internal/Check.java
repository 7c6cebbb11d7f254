// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.image.Refusal;

/** Holds documents to their published schemas, and is stricter where those leave gaps. */
public final class Check {
  /** Name in refusals to name in paths, where they differ. */
  private static final Map<String, String> PATHS =
      Map.of("resource_type_association", "resource_type");

  /** Members without which nested things cannot be stored, though the schema does not say so. */
  private static final Map<String, String> NESTED =
      Map.of("resource_type_associations", "name", "objects", "name", "tags", "name");

  private Check() {}

  /**
   * Refuses attributes that only the server may write.
   *
   * @throws Refusal.Forbidden naming the first one
   */
  public static void readOnly(Map<String, Object> document, Collection<String> names) {
    for (String name : names) {
      if (document.containsKey(name)) {
        throw new Refusal.Forbidden("Attribute '" + name + "' is read-only.");
      }
    }
  }

  /**
   * Refuses what does not match a schema.
   *
   * @throws Refusal.Invalid with the first reason
   */
  public static void matches(Map<String, Object> document, String name) {
    Map<String, Object> schema =
        Objects.requireNonNull(SchemaTexts.PUBLISHED.get(PATHS.getOrDefault(name, name)));
    try {
      new SchemaCheck(schema).check(document, schema);
      gaps(document, name);
    } catch (Mismatch e) {
      throw new Refusal.Invalid(
          "Provided object does not match schema '" + name + "': " + e.getMessage());
    }
  }

  private static void gaps(Map<String, Object> document, String name) {
    if (name.equals("tags")) {
      tags(document);
    } else if (name.equals("property")) {
      items(document);
    } else {
      properties(document);
    }
    if (!name.equals("namespace")) {
      return;
    }
    NESTED.forEach(
        (list, member) -> {
          for (Map<?, ?> each : objects(document.getOrDefault(list, List.of()))) {
            require(each, member);
            only(each, known(list));
            if (list.equals("objects")) {
              properties(each);
            }
          }
        });
  }

  private static void tags(Map<String, Object> document) {
    require(document, "tags");
    only(document, Set.of("tags"));
    for (Object tag : (List<?>) document.getOrDefault("tags", List.of())) {
      if (!(tag instanceof Map<?, ?> object)) {
        throw new Mismatch(Mismatch.shown(tag) + " is not of type 'object'");
      }
      only(object, known("tags"));
      require(object, "name");
    }
  }

  private static Set<String> known(String list) {
    return switch (list) {
      case "objects" -> Set.of("name", "description", "required", "properties");
      case "tags" -> Set.of("name");
      default -> Set.of("name", "prefix", "properties_target");
    };
  }

  /** Schemas by name of the property, which have known keywords only. */
  private static void properties(Map<?, ?> holder) {
    Object byName = holder.get("properties");
    if (byName instanceof Map<?, ?> properties) {
      Map<?, ?> property = Objects.requireNonNull(SchemaTexts.PUBLISHED.get("property"));
      Set<?> keywords = ((Map<?, ?>) Objects.requireNonNull(property.get("properties"))).keySet();
      for (Object schema : properties.values()) {
        only((Map<?, ?>) schema, keywords);
        items((Map<?, ?>) schema);
      }
    }
  }

  private static void items(Map<?, ?> schema) {
    if (schema.get("items") instanceof Map<?, ?> items) {
      only(items, Set.of("type", "enum"));
    }
  }

  private static void require(Map<?, ?> object, String member) {
    if (!object.containsKey(member)) {
      throw new Mismatch("'" + member + "' is a required property");
    }
  }

  private static void only(Map<?, ?> object, Set<?> known) {
    Map<Object, Object> others = new LinkedHashMap<>(object);
    others.keySet().removeAll(known);
    if (!others.isEmpty()) {
      throw Mismatch.unexpected(others.keySet());
    }
  }

  private static List<Map<?, ?>> objects(Object list) {
    return ((List<?>) list)
        .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).collect(Collectors.toList());
  }
}
