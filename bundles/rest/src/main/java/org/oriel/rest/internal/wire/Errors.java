// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever was thrown into an answer, and sends it. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /** The answer to what was thrown; a fault is logged with the id of the request. */
  public static Answer answer(Throwable cause, HttpServletRequest request) {
    Optional<Answer> expected = ErrorTable.expected(cause);
    if (expected.isEmpty()) {
      LOG.error("Request {} failed", Exchange.id(request), cause);
    }
    return expected.orElseGet(() -> Answer.of(500));
  }

  /** Sends an answer; nothing if something has been sent already. */
  public static void send(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    ErrorBody body = ErrorBody.of(answer, Exchange.header(request, "Accept"));
    response.resetBuffer();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentType(body.contentType());
    response.setContentLength(body.bytes().length);
    response.getOutputStream().write(body.bytes());
  }
}
