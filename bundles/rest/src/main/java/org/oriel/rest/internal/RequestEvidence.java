// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.oriel.identity.Evidence;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.QueryString;

/** What a request says about its sender. */
record RequestEvidence(HttpServletRequest request) implements Evidence {
  @Override
  public Optional<String> header(String name) {
    return Exchange.header(request, name);
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return QueryString.decoded(request.getRequestURI(), false);
  }
}
