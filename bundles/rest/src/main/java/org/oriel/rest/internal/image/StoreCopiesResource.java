// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.service.ImageActions;

/** The copy of an image that one store holds. */
@Path("/v2/stores/{store}/{id}")
public final class StoreCopiesResource {
  private final ImageActions actions;

  public StoreCopiesResource(ImageActions actions) {
    this.actions = actions;
  }

  @DELETE
  @NoBody
  @Contract(value = "Delete the copy of an image in one store", status = 204, refuses = 409)
  public Response delete(
      @Encoded @PathParam("store") String store,
      @PathParam("id") String id,
      @Context HttpServletRequest request) {
    actions.deleteFrom(Exchange.caller(request), QueryString.decoded(store, false), id);
    return Response.noContent().build();
  }
}
