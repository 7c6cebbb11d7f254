// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a small JSON text; nothing else in this bundle would need a library. {@code null} members
 * are left out.
 */
final class Json {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;
  private int depth;

  Json(String text) {
    this.text = text;
  }

  /** Map, List, String, Boolean, Long or Double. */
  Object value() throws Malformed {
    Object value = next();
    space();
    if (at < text.length()) {
      throw new Malformed(at);
    }
    return value;
  }

  private Object next() throws Malformed {
    space();
    if (at >= text.length() || depth > DEEPEST) {
      throw new Malformed(at);
    }
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> object() throws Malformed {
    Map<String, Object> members = new LinkedHashMap<>();
    depth++;
    at++;
    for (boolean first = true; !ends('}', first); first = false) {
      space();
      if (at >= text.length() || text.charAt(at) != '"') {
        throw new Malformed(at);
      }
      String name = string();
      space();
      expect(':');
      Object value = next();
      if (value != Nothing.AT_ALL) {
        members.put(name, value);
      }
    }
    return members;
  }

  private List<Object> list() throws Malformed {
    List<Object> members = new ArrayList<>();
    depth++;
    at++;
    for (boolean first = true; !ends(']', first); first = false) {
      Object value = next();
      if (value != Nothing.AT_ALL) {
        members.add(value);
      }
    }
    return members;
  }

  /** Whether the closing bracket stands here; if not, passes the comma. */
  private boolean ends(char bracket, boolean first) throws Malformed {
    space();
    if (at < text.length() && text.charAt(at) == bracket) {
      at++;
      depth--;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() throws Malformed {
    StringBuilder result = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return result.toString();
      }
      result.append(c == '\\' ? escape() : c);
    }
    throw new Malformed(at);
  }

  private char escape() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed(at);
    }
    char c = text.charAt(at++);
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(known);
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw new Malformed(at);
    }
    try {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    } catch (NumberFormatException e) {
      throw new Malformed(at);
    }
  }

  private Object word() throws Malformed {
    int from = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> Nothing.AT_ALL;
      default -> number(word, from);
    };
  }

  private static Object number(String word, int from) throws Malformed {
    try {
      return word.matches("-?\\d{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw new Malformed(from);
    }
  }

  private void expect(char c) throws Malformed {
    if (at >= text.length() || text.charAt(at) != c) {
      throw new Malformed(at);
    }
    at++;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private enum Nothing {
    AT_ALL
  }

  /** Not JSON. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(int at) {
      super("mistake at character " + at + ".");
    }
  }
}
