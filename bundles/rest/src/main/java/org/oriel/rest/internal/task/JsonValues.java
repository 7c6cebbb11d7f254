// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as plain values, as the catalogue keeps it: null is an empty {@link Optional}. */
final class JsonValues {
  private JsonValues() {}

  static Map<String, Object> object(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object.properties().forEach(member -> values.put(member.getKey(), value(member.getValue())));
    return values;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      List<Object> members = new ArrayList<>();
      node.forEach(member -> members.add(value(member)));
      return List.copyOf(members);
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.numberValue() : Optional.empty();
  }
}
