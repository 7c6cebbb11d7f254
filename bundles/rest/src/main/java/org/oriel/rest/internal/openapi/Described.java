// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * An operation of the API, as far as its declaration tells.
 *
 * @param path segments; one in braces stands for any
 * @param noBody whether requests with a body are refused
 * @param declaration what serves it; absent for image data
 */
public record Described(
    List<String> path, String method, boolean noBody, Optional<Method> declaration) {
  public Described {
    path = List.copyOf(path);
  }
}
