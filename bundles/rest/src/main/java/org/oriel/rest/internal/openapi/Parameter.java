// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter in the query of a request.
 *
 * @param schema of its value, in JSON Schema
 */
public record Parameter(String name, String description, Map<String, Object> schema) {
  private static final String TYPE = "type";

  public Parameter {
    schema = Map.copyOf(schema);
  }

  /** Any text. */
  public static Parameter text(String name, String description) {
    return new Parameter(name, description, Map.of(TYPE, "string"));
  }

  /** A whole number that is not negative. */
  public static Parameter number(String name, String description) {
    return new Parameter(name, description, Map.of(TYPE, "integer", "minimum", 0));
  }

  /** One of some words. */
  public static Parameter word(String name, String description, Collection<String> words) {
    return new Parameter(
        name, description, Map.of(TYPE, "string", "enum", words.stream().sorted().toList()));
  }

  /** One of some words, several times. */
  public static Parameter words(String name, String description, Collection<String> words) {
    Map<String, Object> word =
        words.isEmpty()
            ? Map.of(TYPE, "string")
            : Map.of(TYPE, "string", "enum", words.stream().sorted().toList());
    return new Parameter(name, description, Map.of(TYPE, "array", "items", word));
  }

  /** Any number of parameters with names of the client's own. */
  public static Parameter others(String name, String description) {
    return new Parameter(
        name, description, Map.of(TYPE, "object", "additionalProperties", Map.of(TYPE, "string")));
  }

  Map<String, Object> written() {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("name", name);
    written.put("in", "query");
    written.put("description", description);
    written.put("required", false);
    written.put("schema", schema);
    return written;
  }

  /** What lists of all kinds have. */
  public static List<Parameter> page(Collection<String> sortKeys) {
    return List.of(
        number("limit", "Most entries of the answer"),
        text("marker", "The last entry of the page before"),
        word("sort_key", "By what the list is sorted", sortKeys),
        word("sort_dir", "In which direction it is sorted", List.of("asc", "desc")));
  }
}
