// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.cache;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.ImageCaching;

/** What waits to be cached, in the older API of the cache. */
@Path("/v2/queued_images")
public final class QueuedImagesResource {
  private final ImageCaching caching;

  public QueuedImagesResource(ImageCaching caching) {
    this.caching = caching;
  }

  @GET
  @NoBody
  @Contract(
      value = "List the images that wait for the cache",
      gives = "queued-images",
      refuses = 404)
  public Response list(@Context HttpServletRequest request) {
    ImageCaching.Contents contents = caching.contents(Exchange.caller(request));
    return CacheView.answer(
        out -> {
          out.writeStartObject();
          CacheView.queued(contents.queued(), out);
          out.writeEndObject();
        });
  }

  @DELETE
  @Contract(
      value = "Remove all images from the queue of the cache",
      gives = "cache-deleted",
      refuses = 404)
  public Response clear(@Context HttpServletRequest request) {
    return CacheView.deleted(caching.clearQueue(Exchange.caller(request)));
  }

  @PUT
  @Path("{id}")
  @Contract("Have an image fetched into the cache")
  public Response queue(@PathParam("id") String id, @Context HttpServletRequest request) {
    caching.queue(Exchange.caller(request), id);
    return Response.ok().build();
  }

  @DELETE
  @Path("{id}")
  @Contract("Remove an image from the queue of the cache")
  public Response remove(@PathParam("id") String id, @Context HttpServletRequest request) {
    caching.remove(Exchange.caller(request), id);
    return Response.ok().build();
  }
}
