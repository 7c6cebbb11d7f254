// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;

/** Immutable copies of JSON. */
final class Frozen {
  private Frozen() {}

  /**
   * An immutable copy, members in their order.
   *
   * @throws IllegalArgumentException for what is not JSON
   * @throws Refusal.Invalid for text that is none
   */
  static Map<String, Object> object(Map<String, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, member) -> copy.put(WellFormed.check(name), value(member)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> copy = new LinkedHashMap<>();
      object.forEach((name, member) -> copy.put(WellFormed.check((String) name), value(member)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(member -> copy.add(value(member)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof String text) {
      return WellFormed.check(text);
    }
    boolean isNull = value instanceof Optional<?> absent && absent.isEmpty();
    if (isNull || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    throw new IllegalArgumentException("no JSON: " + value.getClass());
  }
}
