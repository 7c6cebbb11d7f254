// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.rest.internal.data.DataOperation;
import org.oriel.rest.internal.openapi.Contract;

/**
 * A path of the API and what can be done there.
 *
 * @param template segments; one in braces stands for any
 * @param operations by method
 * @param singleMethod whether the path is not found with other methods
 */
record Route(List<String> template, Map<String, Operation> operations, boolean singleMethod) {
  private static final List<String> ORDER = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /**
   * What a method does.
   *
   * @param noBody whether requests with a body are refused
   * @param data serves it; JAX-RS does if absent
   * @param declaration the method that JAX-RS calls; absent where {@code data} serves
   */
  record Operation(boolean noBody, Optional<DataOperation> data, Optional<Method> declaration) {
    /** What it promises; empty if it says nothing. */
    Optional<Contract> contract() {
      return declaration
          .map(method -> method.getAnnotation(Contract.class))
          .or(() -> data.map(served -> served.getClass().getAnnotation(Contract.class)));
    }
  }

  Route {
    template = List.copyOf(template);
    operations = Map.copyOf(operations);
  }

  /** What a method does here; empty if it does nothing. */
  Optional<Operation> operation(String method) {
    return Optional.ofNullable(operations.get(method));
  }

  /** The methods, as the header {@code Allow} says them. */
  String allow() {
    return String.join(", ", ORDER.stream().filter(operations::containsKey).toList());
  }

  boolean matches(List<String> segments) {
    if (segments.size() != template.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String wanted = template.get(i);
      if (!isVariable(wanted) && !wanted.equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }
}
