// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import java.util.List;

/**
 * An operation of the API, as far as its declaration tells.
 *
 * @param id names it among all operations
 * @param subject what it is about
 * @param path segments; one in braces stands for any
 * @param noBody whether requests with a body are refused
 */
public record Described(
    String id,
    String subject,
    List<String> path,
    String method,
    boolean noBody,
    Contract contract) {
  public Described {
    path = List.copyOf(path);
  }
}
