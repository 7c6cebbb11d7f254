// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;

/** JSON as plain values, null as {@link Optional#empty()}. */
public final class PlainJson {
  private PlainJson() {}

  /**
   * The members of an object.
   *
   * @param schema named in the refusal
   * @throws Refusal.Invalid if it is none
   */
  public static Map<String, Object> object(JsonNode node, String schema) {
    if (!node.isObject()) {
      throw new Refusal.Invalid(
          "Provided object does not match schema '" + schema + "': a list is not of type 'object'");
    }
    return members(node);
  }

  private static Map<String, Object> members(JsonNode node) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      members.put(member.getKey(), value(member.getValue()));
    }
    return members;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return members(node);
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(member -> list.add(value(member)));
      return list;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? number(node) : Optional.empty();
  }

  private static Number number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? (Number) node.longValue() : node.bigIntegerValue();
    }
    if (!Double.isFinite(node.doubleValue())) {
      throw new Refusal.Invalid("A number is beyond the range of double precision.");
    }
    return node.decimalValue();
  }

  /** What writes plain values. */
  public static Json written(Object value) {
    return out -> write(value, out);
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Map<?, ?> object) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        out.writeFieldName((String) member.getKey());
        write(member.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object member : list) {
        write(member, out);
      }
      out.writeEndArray();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else {
      out.writeNull();
    }
  }
}
