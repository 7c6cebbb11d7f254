// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why something does not match a schema, in the words and with the values as Glance says it. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 300;

  Mismatch(String message) {
    super(message, null, false, false);
  }

  static Mismatch unexpected(Collection<?> names) {
    return new Mismatch(
        "Additional properties are not allowed ("
            + names.stream().map(Mismatch::shown).collect(Collectors.joining(", "))
            + (names.size() == 1 ? " was" : " were")
            + " unexpected)");
  }

  /** A value as Python shows it, cut where it gets long. */
  static String shown(Object value) {
    StringBuilder out = new StringBuilder();
    show(value, out);
    return out.length() <= MOST ? out.toString() : out.substring(0, MOST) + "...";
  }

  private static void show(Object value, StringBuilder out) {
    if (out.length() > MOST) {
      return;
    }
    if (value instanceof String text) {
      out.append('\'').append(text, 0, Math.min(text.length(), MOST + 1)).append('\'');
    } else if (value instanceof Boolean flag) {
      out.append(flag ? "True" : "False");
    } else if (value instanceof List<?> list) {
      out.append('[');
      Iterator<?> members = list.iterator();
      while (members.hasNext() && out.length() <= MOST) {
        show(members.next(), out);
        out.append(members.hasNext() ? ", " : "");
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> object) {
      out.append('{');
      Iterator<? extends Map.Entry<?, ?>> members = object.entrySet().iterator();
      while (members.hasNext() && out.length() <= MOST) {
        Map.Entry<?, ?> member = members.next();
        show(member.getKey(), out);
        out.append(": ");
        show(member.getValue(), out);
        out.append(members.hasNext() ? ", " : "");
      }
      out.append('}');
    } else {
      out.append(value instanceof Optional<?> ? "None" : value.toString());
    }
  }
}
