// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.service.AttributeNames;

/**
 * What a client writes to create an image.
 *
 * @param id the wanted one
 */
record ImageDocument(Optional<String> id, Attributes attributes) {
  private static final Set<String> NOT_YET =
      Set.of(AttributeNames.STORES, AttributeNames.LOCATIONS);

  /**
   * Reads the document.
   *
   * @throws Refusal.Invalid if a value cannot be
   * @throws Refusal.Forbidden for names that the client may not write
   */
  static ImageDocument of(JsonNode body, Values values) {
    if (!body.isObject()) {
      throw Values.mismatch("a list is not of type 'object'");
    }
    for (String name : NOT_YET) {
      if (body.has(name)) {
        throw readOnly(name);
      }
    }
    Map<String, Object> given = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey();
      boolean wantedId = name.equals("id");
      if (AttributeNames.READ_ONLY.contains(name) && !wantedId) {
        throw readOnly(name);
      }
      values.of(name, field.getValue()).ifPresent(value -> given.put(name, value));
      if (!wantedId) {
        AttributeNames.requireWritable(name);
      }
    }
    values.requireAll(given.keySet());
    return new ImageDocument(Optional.ofNullable((String) given.remove("id")), attributes(given));
  }

  private static Refusal readOnly(String name) {
    return new Refusal.Forbidden("Attribute '" + name + "' is read-only.");
  }

  private static Attributes attributes(Map<String, Object> given) {
    Map<String, String> properties = new TreeMap<>();
    for (Map.Entry<String, Object> entry : given.entrySet()) {
      if (!AttributeNames.WRITABLE.contains(entry.getKey())) {
        properties.put(Values.propertyName(entry.getKey()), (String) entry.getValue());
      }
    }
    return new Attributes(
        text(given, "name"),
        text(given, "owner"),
        text(given, "visibility").flatMap(Visibility::ofWord).orElse(Visibility.SHARED),
        text(given, "disk_format"),
        text(given, "container_format"),
        (int) given.getOrDefault("min_disk", 0),
        (int) given.getOrDefault("min_ram", 0),
        (boolean) given.getOrDefault("protected", false),
        (boolean) given.getOrDefault("os_hidden", false),
        tags(given),
        properties);
  }

  private static Optional<String> text(Map<String, Object> given, String name) {
    return Optional.ofNullable((String) given.get(name));
  }

  private static Set<String> tags(Map<String, Object> given) {
    Set<String> tags = new TreeSet<>();
    if (given.get("tags") instanceof Set<?> set) {
      set.forEach(tag -> tags.add((String) tag));
    }
    return tags;
  }
}
