// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.base.Problems;
import org.oriel.service.AttributeNames;

/**
 * The custom properties that {@code schema-image.json} defines.
 *
 * @param required names that a new image must have
 * @param additional whether images may have other custom properties besides
 */
public record TypedProperties(
    Map<String, TypedProperty> properties, Set<String> required, boolean additional) {
  private static final String SHIPPED = "schema-image.json";
  private static final int MAX_BYTES = 1024 * 1024;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * Reads definitions: a file's, or those that are shipped. Whatever is wrong is a problem.
   *
   * @param additional whether images may have other custom properties besides
   */
  public static TypedProperties of(Optional<Path> file, boolean additional, Problems problems) {
    JsonNode root = file.isPresent() ? read(file.get(), problems) : shipped();
    JsonNode definitions = root;
    Set<String> required = new TreeSet<>();
    if (root.path("properties").isObject() && !root.path("properties").has("type")) {
      definitions = root.path("properties");
      root.path("required").forEach(name -> required.add(name.asText()));
    }
    Map<String, TypedProperty> properties = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : definitions.properties()) {
      String name = each.getKey();
      if (AttributeNames.isCustom(name)) {
        TypedProperty.of(name, each.getValue(), problems)
            .ifPresent(property -> properties.put(name, property));
      } else {
        problems.add("Property " + name + " of the image schema is there already.");
      }
    }
    return new TypedProperties(properties, required, additional);
  }

  private static JsonNode read(Path file, Problems problems) {
    try {
      if (Files.size(file) <= MAX_BYTES) {
        JsonNode root = JSON.readTree(Files.readAllBytes(file));
        if (root.isObject()) {
          return root;
        }
      }
      problems.add("File " + file + " is not a JSON object of at most " + MAX_BYTES + " bytes.");
    } catch (IOException e) {
      problems.add(
          "File " + file + " cannot be read as JSON: " + e.getClass().getSimpleName() + ".");
    }
    return JSON.createObjectNode();
  }

  private static JsonNode shipped() {
    try (InputStream in =
        Objects.requireNonNull(TypedProperties.class.getResourceAsStream(SHIPPED))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the definitions into the schema of an image. */
  public void into(ObjectNode schema) {
    ObjectNode all = (ObjectNode) schema.get("properties");
    properties.forEach((name, property) -> all.set(name, property.definition()));
    if (additional) {
      schema.putObject("additionalProperties").put("type", "string");
    } else {
      schema.put("additionalProperties", false);
    }
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
  }

  /** What is wrong with a custom property's value; empty for nothing, or if it is not defined. */
  public Optional<String> violation(String name, JsonNode value) {
    TypedProperty property = properties.get(name);
    return property == null ? Optional.empty() : property.violation(value);
  }

  /** Whether the file says what a custom property is. */
  public boolean defines(String name) {
    return properties.containsKey(name);
  }

  /** Whether an image may have a custom property of this name. */
  public boolean admits(String name) {
    return additional || properties.containsKey(name);
  }

  /** The required names that are not among those given. */
  public List<String> missing(Set<String> given) {
    return required.stream().filter(name -> !given.contains(name)).toList();
  }
}
