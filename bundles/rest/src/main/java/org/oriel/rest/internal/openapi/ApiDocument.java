// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An OpenAPI 3.1 document of operations: what their declarations say, and nothing beside. */
final class ApiDocument {
  private static final String JSON = "application/json";
  private static final String DESCRIPTION = "description";
  private static final String REF = "$ref";
  private static final String TYPE = "type";
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final List<String> PATCHES =
      List.of(
          "application/openstack-images-v2.1-json-patch",
          "application/openstack-images-v2.0-json-patch");

  private ApiDocument() {}

  /**
   * The document.
   *
   * @param server where clients reach the API
   */
  static Map<String, Object> of(List<Described> operations, String server) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Oriel image API");
    info.put("version", "2.18");
    info.put("summary", "The OpenStack Image API v2, and Oriel's own paths below /oriel");
    document.put("info", info);
    document.put("servers", List.of(Map.of("url", server)));
    document.put("security", List.of(Map.of("token", List.of()), Map.of("basic", List.of())));
    document.put("paths", paths(operations));
    document.put("components", components());
    return document;
  }

  private static Map<String, Object> paths(List<Described> operations) {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    open(paths, "/healthcheck", "healthCheck", "Whether the server serves");
    open(paths, "/versions", "versions", "The versions of the API");
    open(paths, "/", "root", "The versions of the API, with status 300");
    for (Described each : operations) {
      paths
          .computeIfAbsent("/" + String.join("/", each.path()), any -> new TreeMap<>())
          .put(each.method().toLowerCase(Locale.ROOT), operation(each));
    }
    return new LinkedHashMap<>(paths);
  }

  private static void open(
      Map<String, Map<String, Object>> paths, String path, String id, String description) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", id);
    operation.put("security", List.of());
    operation.put("responses", Map.of("default", Map.of(DESCRIPTION, description)));
    paths.computeIfAbsent(path, any -> new TreeMap<>()).put("get", operation);
  }

  private static Map<String, Object> operation(Described described) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", id(described));
    operation.put("tags", List.of(subject(described)));
    List<Object> parameters = new ArrayList<>();
    for (String segment : described.path()) {
      if (segment.startsWith("{")) {
        parameters.add(parameter(segment.substring(1, segment.length() - 1)));
      }
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (!described.noBody() && WITH_BODY.contains(described.method())) {
      operation.put("requestBody", body(described));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("2XX", Map.of(DESCRIPTION, "Done"));
    responses.put("401", Map.of(REF, "#/components/responses/Unauthenticated"));
    responses.put("default", Map.of(REF, "#/components/responses/Refused"));
    operation.put("responses", responses);
    return operation;
  }

  private static Map<String, Object> parameter(String name) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", "path");
    parameter.put("required", true);
    parameter.put("schema", Map.of(TYPE, "string"));
    return parameter;
  }

  private static Map<String, Object> body(Described described) {
    Map<String, Object> content = new LinkedHashMap<>();
    if (described.declaration().isEmpty()) {
      content.put("application/octet-stream", Map.of());
    } else if (described.method().equals("PATCH")) {
      PATCHES.forEach(patch -> content.put(patch, Map.of("schema", Map.of(TYPE, "array"))));
    } else {
      content.put(JSON, Map.of("schema", Map.of(TYPE, "object")));
    }
    boolean required =
        described
            .declaration()
            .map(method -> Arrays.asList(method.getParameterTypes()).contains(JsonNode.class))
            .orElse(true);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("required", required);
    body.put("content", content);
    return body;
  }

  /** Such as {@code images.create}. */
  private static String id(Described described) {
    String name =
        described
            .declaration()
            .map(Method::getDeclaringClass)
            .map(Class::getSimpleName)
            .map(simple -> simple.replaceFirst("Resource$", ""))
            .orElse("ImageData");
    String verb =
        described
            .declaration()
            .map(Method::getName)
            .orElse(described.method().toLowerCase(Locale.ROOT));
    String last = described.path().get(described.path().size() - 1);
    String place = described.declaration().isPresent() ? "" : "." + last;
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "." + verb + place;
  }

  /** The package that the operation is declared in. */
  private static String subject(Described described) {
    return described
        .declaration()
        .map(method -> method.getDeclaringClass().getPackageName())
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .orElse("data");
  }

  private static Map<String, Object> components() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String member : List.of("message", "code", "title")) {
      members.put(member, Map.of(TYPE, "string"));
    }
    Map<String, Object> error = new LinkedHashMap<>();
    error.put(TYPE, "object");
    error.put("properties", members);
    error.put("required", List.of("message", "code", "title"));
    Map<String, Object> content =
        Map.of(JSON, Map.of("schema", Map.of(REF, "#/components/schemas/Error")));
    Map<String, Object> refused = new LinkedHashMap<>();
    refused.put(DESCRIPTION, "Why not; as JSON, HTML or text, by the header Accept");
    refused.put("content", content);
    Map<String, Object> unknown = new LinkedHashMap<>();
    unknown.put(DESCRIPTION, "It is not known who asks");
    unknown.put("content", content);
    Map<String, Object> token = new LinkedHashMap<>();
    token.put(TYPE, "apiKey");
    token.put("in", "header");
    token.put("name", "X-Auth-Token");
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", Map.of("Error", error));
    components.put("responses", Map.of("Refused", refused, "Unauthenticated", unknown));
    components.put(
        "securitySchemes",
        Map.of("token", token, "basic", Map.of(TYPE, "http", "scheme", "basic")));
    return components;
  }
}
