// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.PlainJson;

/** What the API can do, for programs that read it. */
@Path("/oriel/v1/openapi.json")
public final class OpenApiResource {
  private final ApiDocument document;
  private final Optional<String> endpoint;

  /**
   * @param operations all that there are, this one among them
   * @param endpoint where clients reach the API; as they ask, if absent
   */
  public OpenApiResource(List<Described> operations, Sources sources, Optional<String> endpoint) {
    this.document = new ApiDocument(operations, sources);
    this.endpoint = endpoint;
  }

  @GET
  @NoBody
  @Contract(value = "Show this document", gives = "document")
  public Response show(@Context HttpServletRequest request) {
    String server = endpoint.orElseGet(() -> Exchange.base(request));
    return Response.ok(PlainJson.written(document.at(server)))
        .header("Content-Type", "application/json")
        .build();
  }
}
