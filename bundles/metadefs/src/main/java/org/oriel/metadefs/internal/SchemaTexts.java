// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas, part by part. Clients read names, types and limits from them, so these are fixed; a
 * JSON null is {@link Optional#empty()}.
 */
public final class SchemaTexts {
  private static final String TYPE = "type";
  private static final String PROPERTIES = "properties";
  private static final String ITEMS = "items";
  private static final String NAME = "name";
  private static final String REF = "$ref";
  private static final String MORE = "additionalProperties";
  private static final String REQUIRED = "required";
  private static final String DEFINITIONS = "definitions";
  private static final Object STRING = object(entry(TYPE, "string"));
  private static final Object BOOLEAN = object(entry(TYPE, "boolean"));
  private static final Object NUMBER = object(entry(TYPE, "number"));
  private static final Object STRINGS = reference("stringArray");
  private static final Object NATURAL = reference("positiveInteger");
  private static final Object NATURAL_OR_0 = reference("positiveIntegerDefault0");
  private static final Object TYPES =
      object(
          entry(TYPE, "string"),
          entry(
              "enum",
              List.of(
                  "array", "boolean", "integer", "number", "object", "string", Optional.empty())));

  /** By the last part of the path. */
  public static final Map<String, Map<String, Object>> PUBLISHED = published();

  private SchemaTexts() {}

  private static Map<String, Map<String, Object>> published() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    Map<String, Object> nested = definitions(false);
    Map<String, Object> flat = definitions(true);
    flat.remove("property");
    both(all, "namespace", "namespaces", "namespace", namespace(), List.of("namespace"), nested);
    both(all, "object", "objects", "object", metadefObject(), List.of(NAME), nested);
    both(all, "tag", "tags", "tag", stamped(limited(), "tag"), List.of(NAME), Map.of());
    both(
        all,
        "resource_type",
        "resource_types",
        "resource_type_association",
        association(),
        List.of(NAME),
        Map.of());
    Map<String, Object> property = keywords();
    all.put("property", one("property", property, List.of(TYPE, "title", NAME), flat));
    Map<String, Object> listed = one("property", property, List.of(TYPE, "title"), Map.of());
    Object byName = object(entry(TYPE, "object"), entry(MORE, listed));
    all.put(PROPERTIES, page(PROPERTIES, PROPERTIES, byName, flat));
    return Collections.unmodifiableMap(all);
  }

  private static void both(
      Map<String, Map<String, Object>> all,
      String one,
      String many,
      String name,
      Map<String, Object> properties,
      List<Object> required,
      Map<String, Object> definitions) {
    all.put(one, one(name, properties, required, definitions));
    Object items = one(name, properties, required, Map.of());
    String listed = many.equals("resource_types") ? "resource_type_associations" : many;
    Object list = object(entry(TYPE, "array"), entry(ITEMS, items));
    all.put(many, page(listed, listed, list, definitions));
  }

  private static Map<String, Object> one(
      String name,
      Map<String, Object> properties,
      List<Object> required,
      Map<String, Object> definitions) {
    Map<String, Object> schema = object(entry(NAME, name), entry(PROPERTIES, properties));
    schema.put(MORE, false);
    if (!definitions.isEmpty()) {
      schema.put(DEFINITIONS, definitions);
    }
    schema.put(REQUIRED, required);
    return schema;
  }

  private static Map<String, Object> page(
      String name, String listed, Object list, Map<String, Object> definitions) {
    Map<String, Object> properties = object(entry(listed, list));
    for (String link : List.of("first", "next", "schema")) {
      properties.put(link, STRING);
    }
    Map<String, Object> schema = object(entry(NAME, name), entry(PROPERTIES, properties));
    List<Object> links = new ArrayList<>();
    links.add(object(entry("rel", "first"), entry("href", "{first}")));
    links.add(object(entry("rel", "next"), entry("href", "{next}")));
    links.add(object(entry("rel", "describedby"), entry("href", "{schema}")));
    schema.put("links", links);
    if (!definitions.isEmpty()) {
      schema.put(DEFINITIONS, definitions);
    }
    return schema;
  }

  private static Map<String, Object> namespace() {
    Map<String, Object> all =
        object(
            entry("namespace", described("Name that no other namespace has", 80)),
            entry("display_name", described("Name for people", 80)),
            entry("description", described("What the definitions are about, for people", 500)));
    all.put(
        "visibility",
        object(
            entry(TYPE, "string"),
            entry("description", "Who may see the namespace"),
            entry("enum", List.of("public", "private"))));
    all.put(
        "protected",
        object(
            entry(TYPE, "boolean"),
            entry("description", "If true, the namespace cannot be deleted")));
    all.put("owner", described("Project that owns the namespace", 255));
    stamped(all, "namespace");
    all.put("schema", object(entry("readOnly", true), entry(TYPE, "string")));
    all.put("self", object(entry("readOnly", true), entry(TYPE, "string")));
    all.put(
        "resource_type_associations",
        list(entry(NAME, STRING), entry("prefix", STRING), entry("properties_target", STRING)));
    all.put(PROPERTIES, reference("property"));
    all.put(
        "objects",
        list(
            entry(NAME, STRING),
            entry("description", STRING),
            entry(REQUIRED, STRINGS),
            entry(PROPERTIES, reference("property"))));
    all.put("tags", list(entry(NAME, STRING)));
    return all;
  }

  private static Map<String, Object> metadefObject() {
    Map<String, Object> all = limited();
    all.put("description", STRING);
    all.put(REQUIRED, STRINGS);
    all.put(PROPERTIES, reference("property"));
    all.put("schema", object(entry("readOnly", true), entry(TYPE, "string")));
    all.put("self", object(entry("readOnly", true), entry(TYPE, "string")));
    return stamped(all, "object");
  }

  private static Map<String, Object> association() {
    return stamped(
        object(
            entry(NAME, described("Type of resource, by the name that Heat has for it", 80)),
            entry(
                "prefix",
                described(
                    "What stands before the names of properties at resources of this type,"
                        + " with the separator",
                    80)),
            entry(
                "properties_target",
                described(
                    "Which properties of the resource are meant, if it has several kinds", 80))),
        "resource type association");
  }

  /** What can be said about values of a property. */
  private static Map<String, Object> keywords() {
    Map<String, Object> all = limited();
    all.put("title", STRING);
    all.put("description", STRING);
    all.put("operators", object(entry(TYPE, "array"), entry(ITEMS, STRING)));
    all.put(TYPE, TYPES);
    all.put(REQUIRED, STRINGS);
    all.put("minimum", NUMBER);
    all.put("maximum", NUMBER);
    all.put("maxLength", NATURAL);
    all.put("minLength", NATURAL_OR_0);
    all.put("pattern", object(entry(TYPE, "string"), entry("format", "regex")));
    all.put("enum", object(entry(TYPE, "array")));
    all.put("readonly", BOOLEAN);
    all.put("default", object());
    Object inner = object(entry(TYPE, TYPES), entry("enum", object(entry(TYPE, "array"))));
    all.put(ITEMS, object(entry(TYPE, "object"), entry(PROPERTIES, inner)));
    all.put("maxItems", NATURAL);
    all.put("minItems", NATURAL_OR_0);
    all.put("uniqueItems", object(entry(TYPE, "boolean"), entry("default", false)));
    all.put("additionalItems", BOOLEAN);
    return all;
  }

  /**
   * What the schemas refer to.
   *
   * @param filled whether an array of strings may not be empty
   */
  private static Map<String, Object> definitions(boolean filled) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("positiveInteger", object(entry(TYPE, "integer"), entry("minimum", 0L)));
    all.put(
        "positiveIntegerDefault0",
        object(entry("allOf", List.of(NATURAL, object(entry("default", 0L))))));
    Map<String, Object> strings = object(entry(TYPE, "array"), entry(ITEMS, STRING));
    if (filled) {
      strings.put("minItems", 1L);
    }
    strings.put("uniqueItems", true);
    all.put("stringArray", strings);
    Object property =
        object(
            entry(TYPE, "object"),
            entry(REQUIRED, List.of("title", TYPE)),
            entry(PROPERTIES, keywords()));
    all.put("property", object(entry(TYPE, "object"), entry(MORE, property)));
    return all;
  }

  private static Map<String, Object> limited() {
    return object(entry(NAME, object(entry(TYPE, "string"), entry("maxLength", 80L))));
  }

  private static Map<String, Object> stamped(Map<String, Object> all, String what) {
    all.put("created_at", time("When the " + what + " was made"));
    all.put("updated_at", time("When the " + what + " was last changed"));
    return all;
  }

  private static Object time(String description) {
    return object(
        entry(TYPE, "string"),
        entry("readOnly", true),
        entry("description", description),
        entry("format", "date-time"));
  }

  private static Object described(String description, long maxLength) {
    return object(
        entry(TYPE, "string"), entry("description", description), entry("maxLength", maxLength));
  }

  @SafeVarargs
  private static Object list(Map.Entry<String, Object>... members) {
    return object(
        entry(TYPE, "array"),
        entry(ITEMS, object(entry(TYPE, "object"), entry(PROPERTIES, object(members)))));
  }

  private static Object reference(String definition) {
    return object(entry(REF, "#/definitions/" + definition));
  }

  @SafeVarargs
  private static Map<String, Object> object(Map.Entry<String, ?>... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Map.Entry<String, ?> member : members) {
      object.put(member.getKey(), member.getValue());
    }
    return object;
  }
}
