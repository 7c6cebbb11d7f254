// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves one method of a resource that consists of image data. */
@FunctionalInterface
public interface DataOperation {
  /**
   * Serves a request whose caller is known.
   *
   * @param id of the image, not checked
   * @throws IOException if the connection broke or must be broken
   */
  void serve(String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
