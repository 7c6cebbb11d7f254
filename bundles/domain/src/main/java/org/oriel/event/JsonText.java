// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON values as text in the style of Python's {@code json.dumps}: {@code {"a": 1}}, nothing but
 * ASCII, keys in order of the alphabet.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * A value as text.
   *
   * @param value a map with text keys, a list, a text, a number, a truth value, or {@link
   *     Optional#empty()} for null
   */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> sorted = new TreeMap<>();
      object.forEach((key, member) -> sorted.put((String) key, member));
      out.append('{');
      Iterator<Map.Entry<String, Object>> members = sorted.entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, Object> member = members.next();
        quote(member.getKey(), out);
        out.append(": ");
        write(member.getValue(), out);
        out.append(members.hasNext() ? ", " : "");
      }
      out.append('}');
    } else if (value instanceof Iterable<?> list) {
      out.append('[');
      Iterator<?> members = list.iterator();
      while (members.hasNext()) {
        write(members.next(), out);
        out.append(members.hasNext() ? ", " : "");
      }
      out.append(']');
    } else if (value instanceof Optional<?> absent && absent.isEmpty()) {
      out.append("null");
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      quote(value.toString(), out);
    }
  }

  private static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(Character.forDigit((c >> shift) & 0xf, 16));
            }
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
