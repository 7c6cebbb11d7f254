// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.cache;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.ImageCaching;

/** What is cached, in the older API of the cache. */
@Path("/v2/cached_images")
public final class CachedImagesResource {
  private final ImageCaching caching;

  public CachedImagesResource(ImageCaching caching) {
    this.caching = caching;
  }

  @GET
  @NoBody
  @Contract(value = "List the images in the cache", gives = "cached-images", refuses = 404)
  public Response list(@Context HttpServletRequest request) {
    ImageCaching.Contents contents = caching.contents(Exchange.caller(request));
    return CacheView.answer(
        out -> {
          out.writeStartObject();
          CacheView.cached(contents.cached(), out);
          out.writeEndObject();
        });
  }

  @DELETE
  @Contract(value = "Remove all images from the cache", gives = "cache-deleted", refuses = 404)
  public Response clear(@Context HttpServletRequest request) {
    return CacheView.deleted(caching.clearCache(Exchange.caller(request)));
  }

  @DELETE
  @Path("{id}")
  @Contract("Remove an image from the cache")
  public Response remove(@PathParam("id") String id, @Context HttpServletRequest request) {
    caching.remove(Exchange.caller(request), id);
    return Response.ok().build();
  }
}
