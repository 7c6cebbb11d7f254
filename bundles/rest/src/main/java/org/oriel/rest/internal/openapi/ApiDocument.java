// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.rest.internal.wire.JsonText;
import org.oriel.rest.internal.wire.PlainJson;

/** An OpenAPI 3.1 document of operations: what their contracts say, and nothing beside. */
final class ApiDocument {
  private static final String PARTS = "components.json";
  private static final String DESCRIPTION = "description";

  private final Map<String, Object> components;
  private final Map<String, Object> paths;

  /**
   * @throws IllegalArgumentException if a contract names a part that there is not
   */
  ApiDocument(List<Described> operations, Sources sources) {
    this.components = components(sources);
    this.paths = paths(operations, new OperationText(components, sources));
  }

  /**
   * The document.
   *
   * @param server where clients reach the API
   */
  Map<String, Object> at(String server) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Oriel image API");
    info.put("version", "2.18");
    info.put("summary", "The OpenStack Image API v2, and Oriel's own paths below /oriel");
    document.put("info", info);
    document.put("servers", List.of(Map.of("url", server)));
    document.put("security", List.of(Map.of("token", List.of()), Map.of("basic", List.of())));
    document.put("paths", paths);
    document.put("components", components);
    return document;
  }

  private static Map<String, Object> paths(List<Described> operations, OperationText text) {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    open(paths, "/healthcheck", "Tell whether the server serves", 200, 503);
    open(paths, "/versions", "List the versions of the API", 200);
    open(paths, "/", "List the versions of the API", 300);
    open(paths, "/v2", "Lead to the API", 302, 401, 431, 503);
    for (Described each : operations) {
      paths
          .computeIfAbsent("/" + String.join("/", each.path()), any -> new TreeMap<>())
          .put(each.method().toLowerCase(Locale.ROOT), text.of(each));
    }
    return new LinkedHashMap<>(paths);
  }

  private static void open(
      Map<String, Map<String, Object>> paths, String path, String summary, int... statuses) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", "open." + path.substring(1));
    operation.put("summary", summary);
    operation.put("security", List.of());
    Map<String, Object> responses = new LinkedHashMap<>();
    for (int status : statuses) {
      responses.put(
          Integer.toString(status), Map.of(DESCRIPTION, OperationText.description(status)));
    }
    operation.put("responses", responses);
    paths.computeIfAbsent(path, any -> new TreeMap<>()).put("get", operation);
  }

  private static Map<String, Object> components(Sources sources) {
    Map<String, Object> components = new LinkedHashMap<>(parts());
    Map<String, Object> schemas = new TreeMap<>(sources.schemas());
    schemas.putAll(OperationText.part(components, "schemas"));
    components.put("schemas", schemas);
    components.put("responses", OperationText.refusals());
    return components;
  }

  /** What no schema of Glance describes. */
  private static Map<String, Object> parts() {
    try (InputStream text = ApiDocument.class.getResourceAsStream(PARTS)) {
      if (text == null) {
        throw new IllegalStateException(PARTS + " is missing from the bundle");
      }
      return PlainJson.object(JsonText.read(text), PARTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
