// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition of SQL with the values of its marks, in their order.
 *
 * @param text never empty
 */
record Condition(String text, List<Object> values) {
  Condition {
    values = List.copyOf(values);
  }

  static Condition of(String text, Object... values) {
    return new Condition(text, List.of(values));
  }

  /** Holds if all of them hold; of at least one. */
  static Condition all(List<Condition> conditions) {
    return joined(conditions, " AND ");
  }

  /** Holds if one of them holds; of at least one. */
  static Condition any(List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.get(0) : joined(conditions, " OR ").within("(", ")");
  }

  Condition and(Condition other) {
    return all(List.of(this, other));
  }

  Condition within(String before, String behind) {
    return new Condition(before + text + behind, values);
  }

  private static Condition joined(List<Condition> conditions, String word) {
    List<Object> values = new ArrayList<>();
    conditions.forEach(each -> values.addAll(each.values()));
    return new Condition(
        conditions.stream().map(Condition::text).collect(Collectors.joining(word)), values);
  }
}
