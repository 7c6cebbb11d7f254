// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.rest.internal.wire.Statuses;

/** One operation in the document. */
final class OperationText {
  private static final String DESCRIPTION = "description";
  private static final String REF = "$ref";
  private static final String SCHEMA = "schema";
  private static final String JSON = "application/json";
  private static final String ROOT = "#/components/";

  /** Malformed, not known, not allowed, with headers that are too large, not now. */
  private static final List<Integer> ALWAYS = List.of(400, 401, 403, 431, 503);

  private static final List<Integer> REFUSALS =
      List.of(400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 415, 416, 431, 502, 503, 504);

  private static final List<Integer> WITHOUT_BODY = List.of(202, 204, 304);

  private final Map<String, Object> components;
  private final Sources sources;

  /**
   * @param components what operations can name
   */
  OperationText(Map<String, Object> components, Sources sources) {
    this.components = components;
    this.sources = sources;
  }

  /** A kind of components. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> part(Map<String, Object> components, String kind) {
    return (Map<String, Object>) components.getOrDefault(kind, Map.of());
  }

  static String description(int status) {
    return Statuses.sentence(status);
  }

  /** What every refusal looks like. */
  static Map<String, Object> refusals() {
    Map<String, Object> refusals = new LinkedHashMap<>();
    for (int status : REFUSALS) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put(JSON, Map.of(SCHEMA, Map.of(REF, ROOT + "schemas/error")));
      content.put("text/html", Map.of(SCHEMA, Map.of("type", "string")));
      content.put("text/plain", Map.of(SCHEMA, Map.of("type", "string")));
      Map<String, Object> refusal = new LinkedHashMap<>();
      refusal.put(DESCRIPTION, description(status));
      refusal.put("content", content);
      refusals.put(Integer.toString(status), refusal);
    }
    return refusals;
  }

  Map<String, Object> of(Described described) {
    Contract contract = described.contract();
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", described.id());
    operation.put("summary", contract.value());
    operation.put("tags", List.of(described.subject()));
    List<Object> parameters = parameters(described);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (!contract.takes().isEmpty()) {
      operation.put("requestBody", body(contract.takes()));
    }
    operation.put("responses", responses(described));
    return operation;
  }

  private List<Object> parameters(Described described) {
    List<Object> parameters = new ArrayList<>();
    for (String segment : described.path()) {
      if (segment.startsWith("{")) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", segment.substring(1, segment.length() - 1));
        parameter.put("in", "path");
        parameter.put("required", true);
        parameter.put(SCHEMA, Map.of("type", "string"));
        parameters.add(parameter);
      }
    }
    for (String name : described.contract().parameters()) {
      List<Parameter> group = sources.parameters().getOrDefault(name, List.of());
      group.forEach(each -> parameters.add(each.written()));
      if (group.isEmpty()) {
        parameters.add(reference("parameters", name));
      }
    }
    return parameters;
  }

  private Map<String, Object> reference(String kind, String name) {
    if (!part(components, kind).containsKey(name)) {
      throw new IllegalArgumentException("There is no " + name + " among " + kind);
    }
    return Map.of(REF, ROOT + kind + "/" + name);
  }

  private Map<String, Object> body(String name) {
    if (part(components, "requestBodies").containsKey(name)) {
      return reference("requestBodies", name);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("required", true);
    body.put("content", content(name));
    return body;
  }

  private Map<String, Object> content(String name) {
    return name.equals(Contract.DATA)
        ? Map.of("application/octet-stream", Map.of())
        : Map.of(JSON, Map.of(SCHEMA, reference("schemas", name)));
  }

  private Map<String, Object> responses(Described described) {
    Contract contract = described.contract();
    Map<String, Object> responses = new TreeMap<>();
    for (int status : refused(described)) {
      responses.put(Integer.toString(status), Map.of(REF, ROOT + "responses/" + known(status)));
    }
    for (int status : contract.status()) {
      Map<String, Object> response = new LinkedHashMap<>();
      response.put(DESCRIPTION, description(status));
      Map<String, Object> headers = new LinkedHashMap<>();
      for (String header : contract.headers()) {
        headers.put(header, reference("headers", header));
      }
      if (!headers.isEmpty()) {
        response.put("headers", headers);
      }
      if (!WITHOUT_BODY.contains(status) && !contract.gives().isEmpty()) {
        response.put("content", content(contract.gives()));
      }
      responses.put(Integer.toString(status), response);
    }
    return responses;
  }

  private static int known(int status) {
    if (!REFUSALS.contains(status)) {
      throw new IllegalArgumentException(status + " is no refusal");
    }
    return status;
  }

  private static Iterable<Integer> refused(Described described) {
    TreeSet<Integer> refused = new TreeSet<>(ALWAYS);
    if (described.path().stream().anyMatch(segment -> segment.startsWith("{"))) {
      refused.add(404);
    }
    if (!described.noBody()) {
      refused.add(413);
    }
    if (!described.contract().takes().isEmpty()) {
      refused.add(408);
    }
    for (int status : described.contract().refuses()) {
      refused.add(status);
    }
    return refused;
  }
}
