// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The part of JSON Schema, draft 4, that our own schemas use. */
final class SchemaCheck {
  private static final String DEFINITIONS = "#/definitions/";

  private final Map<?, ?> definitions;

  /**
   * @param root where definitions are looked up
   */
  SchemaCheck(Map<String, Object> root) {
    this.definitions = root.get("definitions") instanceof Map<?, ?> found ? found : Map.of();
  }

  /**
   * Checks a value against a schema of the root.
   *
   * @throws Mismatch with the first reason
   */
  void check(Object value, Map<?, ?> schema) {
    if (schema.get("$ref") instanceof String reference) {
      String name = reference.substring(DEFINITIONS.length());
      check(value, object(Objects.requireNonNull(definitions.get(name), name)));
      return;
    }
    if (schema.get("allOf") instanceof List<?> all) {
      all.forEach(each -> check(value, object(each)));
    }
    if (schema.get("type") instanceof String type && !isOfType(value, type)) {
      throw new Mismatch(Mismatch.shown(value) + " is not of type '" + type + "'");
    }
    if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
      throw new Mismatch(Mismatch.shown(value) + " is not one of " + Mismatch.shown(words));
    }
    if (value instanceof String text) {
      text(text, schema);
    } else if (value instanceof Number number) {
      number(number, schema);
    } else if (value instanceof List<?> list) {
      list(list, schema);
    } else if (value instanceof Map<?, ?> object) {
      object(object, schema);
    }
  }

  private static void text(String text, Map<?, ?> schema) {
    if (schema.get("maxLength") instanceof Number most
        && text.codePointCount(0, text.length()) > most.longValue()) {
      throw new Mismatch(Mismatch.shown(text) + " is too long");
    }
  }

  private static void number(Number number, Map<?, ?> schema) {
    if (schema.get("minimum") instanceof Number least
        && new BigDecimal(number.toString()).compareTo(new BigDecimal(least.toString())) < 0) {
      throw new Mismatch(
          Mismatch.shown(number) + " is less than the minimum of " + Mismatch.shown(least));
    }
  }

  private void list(List<?> list, Map<?, ?> schema) {
    if (schema.get("minItems") instanceof Number least && list.size() < least.longValue()) {
      throw new Mismatch(Mismatch.shown(list) + " is too short");
    }
    if (Boolean.TRUE.equals(schema.get("uniqueItems"))
        && new HashSet<Object>(list).size() < list.size()) {
      throw new Mismatch(Mismatch.shown(list) + " has non-unique elements");
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      list.forEach(each -> check(each, items));
    }
  }

  private void object(Map<?, ?> object, Map<?, ?> schema) {
    if (schema.get("required") instanceof List<?> required) {
      for (Object name : required) {
        if (!object.containsKey(name)) {
          throw new Mismatch(Mismatch.shown(name) + " is a required property");
        }
      }
    }
    Map<?, ?> properties =
        schema.get("properties") instanceof Map<?, ?> declared ? declared : Map.of();
    List<Object> others = new ArrayList<>();
    object.forEach(
        (name, member) -> {
          Object declared = properties.get(name);
          if (declared != null) {
            check(member, object(declared));
          } else if (schema.get("additionalProperties") instanceof Map<?, ?> more) {
            check(member, more);
          } else {
            others.add(name);
          }
        });
    if (!others.isEmpty() && Boolean.FALSE.equals(schema.get("additionalProperties"))) {
      throw Mismatch.unexpected(others);
    }
  }

  private static boolean isOfType(Object value, String type) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      case "number" -> value instanceof Number;
      case "integer" -> value instanceof Number number && isWhole(number);
      default -> throw new IllegalStateException("no type of ours: " + type);
    };
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long
        || number instanceof Integer
        || number instanceof BigInteger
        || new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
  }

  private static Map<?, ?> object(Object value) {
    return (Map<?, ?>) value;
  }
}
