// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.service.ImportRequest;

/** The document by which a client orders an import. */
final class ImportDocument {
  private ImportDocument() {}

  /**
   * Reads the document and the header beside it.
   *
   * @param methods that are enabled
   * @throws Refusal.Invalid if it is no order
   */
  static ImportRequest of(JsonNode body, List<String> methods, HttpServletRequest request) {
    if (!body.isObject() || !body.has("method")) {
      throw new Refusal.Invalid("Import request requires a 'method' field.");
    }
    JsonNode method = body.path("method");
    if (!method.isObject() || !method.has("name")) {
      throw new Refusal.Invalid("Import request requires a 'name' field.");
    }
    String name = method.path("name").asText();
    if (!method.path("name").isTextual() || !methods.contains(name)) {
      throw new Refusal.Invalid("Unknown import method name '" + name + "'.");
    }
    return new ImportRequest(
        Exchange.id(request),
        name,
        parameters(method),
        stores(body.path("stores")),
        Exchange.header(request, "X-Image-Meta-Store").filter(store -> !store.isBlank()),
        flag(body, "all_stores", false),
        flag(body, "all_stores_must_succeed", true),
        JsonValues.object(body));
  }

  private static Map<String, String> parameters(JsonNode method) {
    Map<String, String> parameters = new HashMap<>();
    method
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isTextual()) {
                parameters.put(member.getKey(), member.getValue().textValue());
              } else {
                throw new Refusal.Invalid(
                    "The field '" + member.getKey() + "' of a method has to be a text.");
              }
            });
    return parameters;
  }

  private static Optional<List<String>> stores(JsonNode stores) {
    if (stores.isMissingNode()) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    stores.forEach(store -> ids.add(store.asText()));
    boolean texts = true;
    for (JsonNode store : stores) {
      texts &= store.isTextual();
    }
    if (!stores.isArray() || !texts || ids.isEmpty()) {
      throw new Refusal.Invalid("'stores' must be a list of store ids");
    }
    return Optional.of(ids);
  }

  private static boolean flag(JsonNode body, String name, boolean otherwise) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new Refusal.Invalid("'" + name + "' must be boolean value only");
    }
    return value.booleanValue();
  }
}
