// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.oriel.base.Problems;

/** A custom property and the texts that it may have. */
final class TypedProperty {
  private final ObjectNode definition;
  private final boolean nullable;
  private final Set<String> words;
  private final Optional<Pattern> pattern;
  private final OptionalInt least;
  private final OptionalInt most;

  private TypedProperty(ObjectNode definition, boolean nullable, Optional<Pattern> pattern) {
    this.definition = definition;
    this.nullable = nullable;
    this.pattern = pattern;
    this.words = new LinkedHashSet<>();
    definition.path("enum").forEach(word -> words.add(word.asText()));
    this.least = length(definition.path("minLength"));
    this.most = length(definition.path("maxLength"));
  }

  /** Reads a definition; empty, with a problem noted, if it cannot be used. */
  static Optional<TypedProperty> of(String name, JsonNode raw, Problems problems) {
    if (!(raw instanceof ObjectNode given)) {
      problems.add("Property " + name + " is not defined by an object.");
      return Optional.empty();
    }
    ObjectNode definition = given.deepCopy();
    JsonNode type = definition.path("type");
    boolean text = type.asText().equals("string");
    boolean nullable = false;
    for (JsonNode each : type) {
      text |= each.asText().equals("string");
      nullable |= each.asText().equals("null");
    }
    if (!text) {
      problems.add("Property " + name + " is not of type string.");
    }
    Optional<Pattern> pattern = Optional.empty();
    try {
      pattern =
          Optional.of(definition.path("pattern"))
              .filter(JsonNode::isTextual)
              .map(node -> Pattern.compile(node.textValue()));
    } catch (PatternSyntaxException e) {
      problems.add("The pattern of property " + name + " is not a regular expression.");
    }
    definition.put("is_base", false);
    return Optional.of(new TypedProperty(definition, nullable, pattern));
  }

  private static OptionalInt length(JsonNode number) {
    return number.canConvertToInt() && number.isIntegralNumber()
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  /** As schemas show it. */
  ObjectNode definition() {
    return definition.deepCopy();
  }

  /** What is wrong with a value, in the words of a validator; empty for nothing. */
  Optional<String> violation(JsonNode value) {
    if (value.isNull() && nullable) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      return Optional.of(" is not of type " + (nullable ? "'null', 'string'" : "'string'"));
    }
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (!words.isEmpty() && !words.contains(text)) {
      return Optional.of(" is not one of ['" + String.join("', '", words) + "']");
    }
    if (pattern.isPresent() && !pattern.get().matcher(text).find()) {
      return Optional.of(" does not match '" + pattern.get() + "'");
    }
    if (most.isPresent() && length > most.getAsInt()) {
      return Optional.of(" is too long");
    }
    if (least.isPresent() && length < least.getAsInt()) {
      return Optional.of(" is too short");
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypedProperty that && definition.equals(that.definition);
  }

  @Override
  public int hashCode() {
    return definition.hashCode();
  }
}
