// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oriel.metadefs.MetadefSchemas;
import org.oriel.rest.internal.image.ListParameters;
import org.oriel.rest.internal.image.SchemasResource;
import org.oriel.rest.internal.metadef.PageParameters;
import org.oriel.rest.internal.openapi.Sources;
import org.oriel.rest.internal.task.TaskParameters;
import org.oriel.rest.internal.wire.RestSettings;

/** What the document of the API says in words of others, gathered. */
final class ApiSources {
  private static final List<String> DEFINITIONS =
      List.of(
          "namespace",
          "namespaces",
          "object",
          "objects",
          "property",
          "properties",
          "resource_type",
          "resource_types",
          "tag",
          "tags");

  private final RestSettings settings;

  ApiSources(RestSettings settings) {
    this.settings = settings;
  }

  Sources all() {
    Map<String, Map<String, Object>> schemas = new HashMap<>();
    new SchemasResource(settings)
        .all()
        .forEach((name, schema) -> schemas.put(name, Sources.plain(schema)));
    DEFINITIONS.forEach(name -> schemas.put(name, MetadefSchemas.of(name).orElseThrow()));
    return new Sources(
        schemas,
        Map.of(
            "images", ListParameters.described(),
            "tasks", TaskParameters.described(),
            "namespaces", PageParameters.ofNamespaces(),
            "objects", PageParameters.ofObjects(),
            "tags", PageParameters.ofTags()));
  }
}
