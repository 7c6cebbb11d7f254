// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.PipelineSettings;

/** What stands before the walk of a request, as the pipeline has it. */
final class Front {
  private final PipelineSettings settings;
  private final Cors cors;

  Front(PipelineSettings settings) {
    this.settings = settings;
    this.cors = new Cors(settings.origins());
  }

  /** Prepares request and answer; {@code true} if that was all. */
  boolean answers(HttpServletRequest request, HttpServletResponse response) {
    if (settings.proxyHeaders()) {
      ProxyHeaders.read(request);
    }
    if (!settings.cors()) {
      return false;
    }
    if (request.getMethod().equals("OPTIONS")) {
      cors.preflight(request, response);
      return true;
    }
    cors.decorate(request, response);
    return false;
  }

  /**
   * Most bytes of a body that is not image data.
   *
   * @throws HttpRefusal if the request announces more
   */
  long bodyMost(HttpServletRequest request) {
    if (request.getContentLengthLong() > settings.bodyMost()) {
      throw tooLarge();
    }
    return settings.bodyMost();
  }

  /** The refusal of a body with more bytes. */
  static HttpRefusal tooLarge() {
    return new HttpRefusal(new Answer(413, "Request is too large.", Map.of(), true));
  }
}
