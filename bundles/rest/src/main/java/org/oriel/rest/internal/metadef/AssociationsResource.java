// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.oriel.metadef.Association;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.ResourceTypes;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.PlainJson;

/** What namespaces are for. */
@Path("/v2/metadefs/namespaces/{namespace}/resource_types")
public final class AssociationsResource {
  private final ResourceTypes types;

  public AssociationsResource(Metadefs metadefs) {
    this.types = metadefs.resourceTypes();
  }

  @GET
  @NoBody
  @Contract(value = "List what a namespace is for", gives = "associations")
  public Response list(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    List<Association> associations = types.of(Exchange.caller(request), namespace);
    return Views.answer(
        200, Map.of("resource_type_associations", Views.associations(associations)));
  }

  @POST
  @Contract(
      value = "Tell what a namespace is for",
      status = 201,
      gives = "resource_type",
      takes = "resource_type",
      refuses = 409)
  public Response create(
      @PathParam("namespace") String namespace,
      JsonNode body,
      @Context HttpServletRequest request) {
    Association association =
        Documents.association(
            PlainJson.object(body, "resource_type_association"), Times.of(Instant.now()));
    types.add(Exchange.caller(request), namespace, association);
    return Views.answer(201, Views.association(association));
  }

  @DELETE
  @NoBody
  @Path("{type}")
  @Contract(value = "Take back what a namespace is for", status = 204)
  public Response delete(
      @PathParam("namespace") String namespace,
      @PathParam("type") String type,
      @Context HttpServletRequest request) {
    types.remove(Exchange.caller(request), namespace, type);
    return Response.noContent().build();
  }
}
