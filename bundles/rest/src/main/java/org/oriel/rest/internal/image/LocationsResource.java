// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.oriel.image.ImageLocation;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.ImageLocations;

/** Data that lie where a caller says: what services and owners use in place of PATCH. */
@Path("/v2/images/{id}/locations")
public final class LocationsResource {
  private final ImageLocations locations;

  public LocationsResource(ImageLocations locations) {
    this.locations = locations;
  }

  @GET
  @NoBody
  @Contract(value = "Tell where the data of an image lie", gives = "locations")
  public Response list(@PathParam("id") String id, @Context HttpServletRequest request) {
    List<ImageLocation> found = locations.list(Exchange.caller(request), id);
    Json body =
        out -> {
          out.writeStartArray();
          for (ImageLocation each : found) {
            out.writeStartObject();
            out.writeStringField("url", each.url());
            out.writePOJOField("metadata", each.metadata());
            out.writeEndObject();
          }
          out.writeEndArray();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }

  @POST
  @Contract(
      value = "Give data that lie elsewhere to an image",
      status = 202,
      takes = "location",
      refuses = 409)
  public Response add(
      @PathParam("id") String id, JsonNode body, @Context HttpServletRequest request) {
    LocationDocument.Promise promise = LocationDocument.promise(body);
    locations.add(
        Exchange.caller(request),
        id,
        promise.url(),
        promise.expected(),
        Optional.of(Exchange.id(request)));
    return Response.status(202).build();
  }
}
