// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.Property;
import org.oriel.metadef.Tag;
import org.oriel.metadef.Times;
import org.oriel.metadefs.internal.Check;

/**
 * Definitions as JSON, read and written. What does not match its schema is {@link Refusal.Invalid},
 * in the words of Glance; what only the server may say is {@link Refusal.Forbidden}.
 */
public final class Documents {
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";
  private static final String REQUIRED = "required";
  private static final String PROPERTIES = "properties";
  private static final String OBJECTS = "objects";
  private static final String TAGS = "tags";
  private static final String ASSOCIATIONS = "resource_type_associations";
  private static final String PREFIX = "prefix";
  private static final String TARGET = "properties_target";
  private static final String DISPLAY_NAME = "display_name";
  private static final List<String> TIMES = List.of("created_at", "updated_at");
  private static final List<String> WRITTEN = List.of("created_at", "updated_at", "self", "schema");

  private Documents() {}

  /**
   * A namespace with all that is in it.
   *
   * @param owner if the document names none
   */
  public static Definition definition(Map<String, Object> document, String owner, Times times) {
    Namespace namespace = namespace(document, owner, times);
    List<Association> associations = new ArrayList<>();
    objects(document, ASSOCIATIONS).forEach(it -> associations.add(read(it, times)));
    List<Property> properties = new ArrayList<>();
    object(document, PROPERTIES)
        .forEach((name, schema) -> properties.add(new Property(name, object(schema), times)));
    List<MetadefObject> objects = new ArrayList<>();
    objects(document, OBJECTS).forEach(it -> objects.add(readObject(it, times)));
    List<Tag> tags = new ArrayList<>();
    objects(document, TAGS).forEach(it -> tags.add(new Tag(text(it, NAME).orElse(""), times)));
    return new Definition(namespace, associations, properties, objects, tags);
  }

  /** A namespace, without what is in it. */
  public static Namespace namespace(Map<String, Object> document, String owner, Times times) {
    Check.readOnly(document, WRITTEN);
    Check.matches(document, "namespace");
    return new Namespace(
        text(document, "namespace").orElse(""),
        text(document, DISPLAY_NAME),
        text(document, DESCRIPTION),
        text(document, "visibility").filter("public"::equals).isPresent(),
        Boolean.TRUE.equals(document.get("protected")),
        text(document, "owner").orElse(owner),
        times);
  }

  public static MetadefObject object(Map<String, Object> document, Times times) {
    Check.readOnly(document, WRITTEN);
    Check.matches(document, "object");
    return readObject(document, times);
  }

  public static Property property(Map<String, Object> document, Times times) {
    Check.readOnly(document, TIMES);
    Check.matches(document, "property");
    return new Property(text(document, NAME).orElse(""), document, times);
  }

  public static Tag tag(Map<String, Object> document, Times times) {
    Check.readOnly(document, TIMES);
    Check.matches(document, "tag");
    return new Tag(text(document, NAME).orElse(""), times);
  }

  /** Several tags. */
  public static List<Tag> tags(Map<String, Object> document, Times times) {
    Check.matches(document, TAGS);
    return objects(document, TAGS).stream()
        .map(it -> new Tag(text(it, NAME).orElse(""), times))
        .toList();
  }

  public static Association association(Map<String, Object> document, Times times) {
    Check.readOnly(document, TIMES);
    Check.matches(document, "resource_type_association");
    return read(document, times);
  }

  /** A namespace with all that is in it, as {@link #definition} reads it. */
  public static Map<String, Object> of(Definition definition) {
    Map<String, Object> document = of(definition.namespace());
    List<Object> associations = new ArrayList<>();
    definition.associations().forEach(it -> associations.add(of(it)));
    putUnlessEmpty(document, ASSOCIATIONS, associations);
    Map<String, Object> properties = new LinkedHashMap<>();
    definition.properties().forEach(it -> properties.put(it.name(), it.schema()));
    if (!properties.isEmpty()) {
      document.put(PROPERTIES, properties);
    }
    List<Object> objects = new ArrayList<>();
    definition.objects().forEach(it -> objects.add(of(it)));
    putUnlessEmpty(document, OBJECTS, objects);
    List<Object> tags = new ArrayList<>();
    definition.tags().forEach(it -> tags.add(of(it)));
    putUnlessEmpty(document, TAGS, tags);
    return document;
  }

  public static Map<String, Object> of(Namespace namespace) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("namespace", namespace.name());
    namespace.displayName().ifPresent(it -> document.put(DISPLAY_NAME, it));
    namespace.description().ifPresent(it -> document.put(DESCRIPTION, it));
    document.put("visibility", namespace.isPublic() ? "public" : "private");
    document.put("protected", namespace.isProtected());
    document.put("owner", namespace.owner());
    return document;
  }

  public static Map<String, Object> of(MetadefObject object) {
    Map<String, Object> document = named(object.name());
    document.put(REQUIRED, object.required());
    object.description().ifPresent(it -> document.put(DESCRIPTION, it));
    document.put(PROPERTIES, object.properties());
    return document;
  }

  public static Map<String, Object> of(Property property) {
    Map<String, Object> document = named(property.name());
    property
        .schema()
        .forEach(
            (keyword, value) -> {
              if (!keyword.equals(NAME)) {
                document.put(keyword, value);
              }
            });
    return document;
  }

  public static Map<String, Object> of(Tag tag) {
    return named(tag.name());
  }

  public static Map<String, Object> of(Association association) {
    Map<String, Object> document = named(association.type());
    association.prefix().ifPresent(it -> document.put(PREFIX, it));
    association.propertiesTarget().ifPresent(it -> document.put(TARGET, it));
    return document;
  }

  private static MetadefObject readObject(Map<String, Object> document, Times times) {
    List<String> required = new ArrayList<>();
    if (document.get(REQUIRED) instanceof List<?> names) {
      names.forEach(name -> required.add((String) name));
    }
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    object(document, PROPERTIES).forEach((name, schema) -> properties.put(name, object(schema)));
    return new MetadefObject(
        text(document, NAME).orElse(""), text(document, DESCRIPTION), required, properties, times);
  }

  private static Association read(Map<String, Object> document, Times times) {
    return new Association(
        text(document, NAME).orElse(""), text(document, PREFIX), text(document, TARGET), times);
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(NAME, name);
    return document;
  }

  private static void putUnlessEmpty(Map<String, Object> document, String name, List<Object> list) {
    if (!list.isEmpty()) {
      document.put(name, list);
    }
  }

  private static Optional<String> text(Map<String, Object> document, String name) {
    return document.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Map<String, Object> object(Map<String, Object> document, String name) {
    return object(document.getOrDefault(name, Map.of()));
  }

  private static Map<String, Object> object(Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, member) -> object.put((String) name, member));
    return object;
  }

  private static List<Map<String, Object>> objects(Map<String, Object> document, String name) {
    return ((List<?>) document.getOrDefault(name, List.of()))
        .stream().map(Documents::object).toList();
  }
}
