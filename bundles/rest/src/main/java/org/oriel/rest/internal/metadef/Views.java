// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.ResourceType;
import org.oriel.metadef.Tag;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.Namespaces;
import org.oriel.rest.internal.wire.PlainJson;

/** Definitions as answers. */
final class Views {
  private Views() {}

  static Response answer(int status, Object body) {
    return Response.status(status)
        .header("Content-Type", "application/json")
        .entity(PlainJson.written(body))
        .build();
  }

  /** A namespace with all that is in it, as it is stored. */
  static Map<String, Object> stored(Definition definition) {
    Map<String, Object> all = Documents.of(definition);
    Map<String, Object> view = namespace(definition.namespace());
    if (all.containsKey("resource_type_associations")) {
      view.put("resource_type_associations", associations(definition.associations()));
    }
    copy(all, "properties", view);
    if (all.containsKey("objects")) {
      List<Object> objects = new ArrayList<>();
      definition.objects().forEach(it -> objects.add(object(definition.namespace().name(), it)));
      view.put("objects", objects);
    }
    copy(all, "tags", view);
    return linked(view, definition.namespace());
  }

  /** A namespace as it was just made: what is in it is told as it was given. */
  static Map<String, Object> made(Definition definition) {
    Map<String, Object> all = Documents.of(definition);
    Map<String, Object> view = namespace(definition.namespace());
    for (String part : List.of("resource_type_associations", "properties", "objects", "tags")) {
      copy(all, part, view);
    }
    return linked(view, definition.namespace());
  }

  /** A namespace without what is in it. */
  static Map<String, Object> alone(Namespace namespace) {
    return linked(namespace(namespace), namespace);
  }

  static Map<String, Object> listed(Namespaces.Listed listed) {
    Map<String, Object> view = namespace(listed.namespace());
    if (!listed.associations().isEmpty()) {
      view.put("resource_type_associations", associations(listed.associations()));
    }
    return linked(view, listed.namespace());
  }

  static Map<String, Object> object(String namespace, MetadefObject object) {
    Map<String, Object> view = stamped(Documents.of(object), object.times());
    view.put("self", Paths.object(namespace, object.name()));
    view.put("schema", Paths.schema("object"));
    return view;
  }

  static Map<String, Object> tag(Tag tag) {
    return stamped(Documents.of(tag), tag.times());
  }

  static Map<String, Object> association(Association association) {
    return stamped(Documents.of(association), association.times());
  }

  static List<Object> associations(List<Association> associations) {
    List<Object> views = new ArrayList<>();
    associations.forEach(it -> views.add(association(it)));
    return views;
  }

  static Map<String, Object> resourceType(ResourceType type) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", type.name());
    return stamped(view, type.times());
  }

  private static Map<String, Object> namespace(Namespace namespace) {
    return stamped(Documents.of(namespace), namespace.times());
  }

  private static Map<String, Object> linked(Map<String, Object> view, Namespace namespace) {
    view.put("self", Paths.namespace(namespace.name()));
    view.put("schema", Paths.schema("namespace"));
    return view;
  }

  private static Map<String, Object> stamped(Map<String, Object> view, Times times) {
    view.put("created_at", org.oriel.rest.internal.wire.Times.text(times.createdAt()));
    view.put("updated_at", org.oriel.rest.internal.wire.Times.text(times.updatedAt()));
    return view;
  }

  private static void copy(Map<String, Object> from, String name, Map<String, Object> to) {
    Object value = from.get(name);
    if (value != null) {
      to.put(name, value);
    }
  }
}
