// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.ImageActions;

/** Withholding the data of an image, and giving them out again. */
@Path("/v2/images/{id}/actions")
public final class ActionsResource {
  private final ImageActions actions;

  public ActionsResource(ImageActions actions) {
    this.actions = actions;
  }

  @POST
  @NoBody
  @Path("deactivate")
  @Contract(value = "Withhold the data of an image", status = 204, refuses = 409)
  public Response deactivate(@PathParam("id") String id, @Context HttpServletRequest request) {
    actions.deactivate(Exchange.caller(request), id);
    return Response.noContent().build();
  }

  @POST
  @NoBody
  @Path("reactivate")
  @Contract(value = "Give the data of an image out again", status = 204, refuses = 409)
  public Response reactivate(@PathParam("id") String id, @Context HttpServletRequest request) {
    actions.reactivate(Exchange.caller(request), id);
    return Response.noContent().build();
  }
}
