// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.Part;
import org.oriel.metadef.Property;
import org.oriel.metadef.Tag;
import org.oriel.metadef.Times;

/** Events of metadata definitions, with Glance's payloads. */
public final class MetadefEvents {
  private static final List<String> KEYWORDS =
      List.of(
          "type",
          "title",
          "description",
          "default",
          "minimum",
          "maximum",
          "enum",
          "pattern",
          "minLength",
          "maxLength",
          "confidential",
          "items",
          "uniqueItems",
          "minItems",
          "maxItems",
          "additionalItems");

  private MetadefEvents() {}

  /** A namespace is new, with all that is in it. */
  public static List<Event> created(Definition definition) {
    Namespace namespace = definition.namespace();
    List<Event> events = new ArrayList<>();
    events.add(Event.info("metadef_namespace.create", payload(namespace, namespace.name())));
    definition.associations().forEach(it -> events.add(created(namespace.name(), it)));
    definition.objects().forEach(it -> events.add(created(namespace.name(), it)));
    definition.tags().forEach(it -> events.add(created(namespace.name(), it)));
    definition.properties().forEach(it -> events.add(created(namespace.name(), it)));
    return List.copyOf(events);
  }

  /** A namespace is another, perhaps of another name. */
  public static Event changed(String oldName, Namespace after) {
    return Event.info("metadef_namespace.update", payload(after, oldName));
  }

  /** A namespace is no more. */
  public static Event deleted(Namespace namespace, Instant at) {
    return Event.info("metadef_namespace.delete", ended(payload(namespace, namespace.name()), at));
  }

  /**
   * All parts of a kind are gone.
   *
   * @param kind {@code objects}, {@code properties} or {@code tags}
   */
  public static Event cleared(Namespace namespace, String kind) {
    return Event.info("metadef_namespace.delete_" + kind, payload(namespace, namespace.name()));
  }

  /** A part is new. */
  public static Event created(String namespace, Part part) {
    return Event.info(word(part) + ".create", payload(namespace, part, part.name()));
  }

  /** A part is another, perhaps of another name. */
  public static Event changed(String namespace, String oldName, Part after) {
    return Event.info(word(after) + ".update", payload(namespace, after, oldName));
  }

  /** A part is no more. */
  public static Event deleted(String namespace, Part part, Instant at) {
    return Event.info(word(part) + ".delete", ended(payload(namespace, part, part.name()), at));
  }

  /** A namespace is for a type of resource. */
  public static Event created(String namespace, Association association) {
    return Event.info("metadef_resource_type.create", payload(namespace, association));
  }

  /** A namespace is no more for a type of resource. */
  public static Event deleted(String namespace, Association association, Instant at) {
    return Event.info("metadef_resource_type.delete", ended(payload(namespace, association), at));
  }

  private static String word(Part part) {
    return part instanceof MetadefObject
        ? "metadef_object"
        : part instanceof Property ? "metadef_property" : "metadef_tag";
  }

  private static Map<String, Object> payload(Namespace namespace, String oldName) {
    Map<String, Object> payload = named(namespace.name(), namespace.times());
    payload.put("namespace_old", oldName);
    payload.put("display_name", json(namespace.displayName()));
    payload.put("protected", namespace.isProtected());
    payload.put("visibility", namespace.isPublic() ? "public" : "private");
    payload.put("owner", namespace.owner());
    payload.put("description", json(namespace.description()));
    return payload;
  }

  private static Map<String, Object> payload(String namespace, Part part, String oldName) {
    Map<String, Object> payload = named(namespace, part.times());
    payload.put("name", part.name());
    payload.put("name_old", oldName);
    if (part instanceof MetadefObject object) {
      List<Object> properties = new ArrayList<>();
      object.properties().forEach((name, schema) -> properties.add(within(name, schema)));
      payload.put("properties", properties);
      payload.put("required", object.required());
      payload.put("description", json(object.description()));
    } else if (part instanceof Property property) {
      payload.keySet().removeAll(List.of("created_at", "updated_at"));
      payload.putAll(keywords(property.schema()));
    } else if (!(part instanceof Tag)) {
      throw new IllegalArgumentException("not a part of a namespace");
    }
    return payload;
  }

  private static Map<String, Object> payload(String namespace, Association association) {
    Map<String, Object> payload = named(namespace, association.times());
    payload.put("name", association.type());
    payload.put("name_old", association.type());
    payload.put("prefix", json(association.prefix()));
    payload.put("properties_target", json(association.propertiesTarget()));
    return payload;
  }

  private static Map<String, Object> within(String name, Map<String, Object> schema) {
    Map<String, Object> property = keywords(schema);
    property.put("name", name);
    return property;
  }

  private static Map<String, Object> keywords(Map<String, Object> schema) {
    Map<String, Object> told = new TreeMap<>();
    KEYWORDS.forEach(word -> told.put(word, schema.getOrDefault(word, Optional.empty())));
    return told;
  }

  private static Map<String, Object> named(String namespace, Times times) {
    Map<String, Object> payload = new TreeMap<>();
    payload.put("namespace", namespace);
    payload.put("created_at", Event.time(times.createdAt()));
    payload.put("updated_at", Event.time(times.updatedAt()));
    payload.put("deleted", false);
    payload.put("deleted_at", Optional.empty());
    return payload;
  }

  private static Map<String, Object> ended(Map<String, Object> payload, Instant at) {
    payload.put("deleted", true);
    payload.put("deleted_at", Event.time(at));
    return payload;
  }

  private static Object json(Optional<String> text) {
    return text.isPresent() ? text.get() : text;
  }
}
