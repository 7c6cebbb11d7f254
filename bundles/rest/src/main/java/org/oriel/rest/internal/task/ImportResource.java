// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.RestSettings;
import org.oriel.service.Imports;

/** Orders the import of an image's data. */
@Path("/v2/images/{id}/import")
public final class ImportResource {
  private final Imports imports;
  private final RestSettings settings;
  private final OtherServers others;

  public ImportResource(Imports imports, RestSettings settings, OtherServers others) {
    this.imports = imports;
    this.settings = settings;
    this.others = others;
  }

  @POST
  @Contract(
      value = "Import the data of an image",
      status = 202,
      takes = "import",
      refuses = {409, 413, 502, 504})
  public Response order(
      JsonNode body, @PathParam("id") String id, @Context HttpServletRequest request) {
    Optional<String> elsewhere =
        imports.request(
            Exchange.callerWithToken(request),
            id,
            ImportDocument.of(body, settings.importMethods(), request));
    if (elsewhere.isPresent()) {
      OtherServers.Result result = others.replay(elsewhere.get(), request, Optional.of(body));
      Response.ResponseBuilder response = Response.status(result.status());
      result.requestId().ifPresent(name -> response.header("X-Openstack-Request-Id", name));
      return response.build();
    }
    return Response.accepted().build();
  }
}
