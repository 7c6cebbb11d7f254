// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.function.Supplier;

/** Answers for whatever a resource throws. */
public final class ErrorMapper implements ExceptionMapper<Throwable> {
  private final Supplier<HttpServletRequest> current;

  /**
   * @param current the request at which the calling thread works
   */
  public ErrorMapper(Supplier<HttpServletRequest> current) {
    this.current = current;
  }

  @Override
  public Response toResponse(Throwable cause) {
    HttpServletRequest request = current.get();
    Answer answer =
        cause instanceof WebApplicationException own && own.getResponse().getStatus() < 500
            ? Answer.of(own.getResponse().getStatus())
            : Errors.answer(cause, request);
    ErrorBody body = ErrorBody.of(answer, Exchange.header(request, "Accept"));
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(response::header);
    return response.header("Content-Type", body.contentType()).entity(body.bytes()).build();
  }
}
