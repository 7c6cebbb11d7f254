// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON as qemu-img does: four blanks for each level. */
final class Json {
  private static final String INDENT = "    ";

  private Json() {}

  /** Of maps, lists, strings, numbers and truth values. */
  static String of(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value, "");
    return out.toString();
  }

  private static void append(StringBuilder out, Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      appendMap(out, map, indent);
    } else if (value instanceof List<?> list) {
      appendList(out, list, indent);
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      out.append(quoted(String.valueOf(value)));
    }
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map, String indent) {
    out.append('{');
    String inner = indent + INDENT;
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      out.append('\n').append(inner).append(quoted(String.valueOf(entry.getKey()))).append(": ");
      append(out, entry.getValue(), inner);
      out.append(entries.hasNext() ? "," : "\n" + indent);
    }
    out.append('}');
  }

  private static void appendList(StringBuilder out, List<?> list, String indent) {
    out.append('[');
    String inner = indent + INDENT;
    Iterator<?> values = list.iterator();
    while (values.hasNext()) {
      out.append('\n').append(inner);
      append(out, values.next(), inner);
      out.append(values.hasNext() ? "," : "\n" + indent);
    }
    out.append(']');
  }

  /** A string of JSON. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      switch (each) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (each < ' ' || each == 0x7f) {
            out.append(String.format("\\u%04x", (int) each));
          } else {
            out.append(each);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
