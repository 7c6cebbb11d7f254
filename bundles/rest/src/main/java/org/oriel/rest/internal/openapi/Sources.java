// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oriel.rest.internal.wire.PlainJson;

/**
 * What the document says in words of other rooms: the schemas that clients can also ask for, and
 * the parameters that lists look at.
 *
 * @param schemas plain values, by the last part of their path
 * @param parameters by the name of the group
 */
public record Sources(
    Map<String, Map<String, Object>> schemas, Map<String, List<Parameter>> parameters) {
  private static final String DEFINITIONS = "#/definitions/";

  /**
   * Takes schemas whose references lead to their own beginning, and makes them lead there wherever
   * the schema stands.
   */
  public Sources {
    Map<String, Map<String, Object>> led = new HashMap<>();
    schemas.forEach((name, schema) -> led.put(name, members(schema, name)));
    schemas = Map.copyOf(led);
    parameters = Map.copyOf(parameters);
  }

  /** A schema as plain values. */
  public static Map<String, Object> plain(JsonNode schema) {
    return PlainJson.object(schema, "schema");
  }

  private static Map<String, Object> members(Map<?, ?> schema, String name) {
    Map<String, Object> members = new java.util.LinkedHashMap<>();
    schema.forEach((key, value) -> members.put((String) key, led(value, name)));
    return members;
  }

  private static Object led(Object value, String name) {
    if (value instanceof Map<?, ?> object) {
      return members(object, name);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> led(each, name)).toList();
    }
    return value instanceof String text && text.startsWith(DEFINITIONS)
        ? "#/components/schemas/" + name + text.substring(1)
        : value;
  }
}
