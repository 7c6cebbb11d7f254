// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.cache;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.ImageCaching;

/** The cache of this server. */
@Path("/v2/cache")
public final class CacheResource {
  private static final String TARGET = "X-Image-Cache-Clear-Target";

  private final ImageCaching caching;

  public CacheResource(ImageCaching caching) {
    this.caching = caching;
  }

  @GET
  @NoBody
  @Contract(value = "Tell what the cache of this server has", gives = "cache", refuses = 404)
  public Response list(@Context HttpServletRequest request) {
    ImageCaching.Contents contents = caching.contents(Exchange.caller(request));
    return CacheView.answer(
        out -> {
          out.writeStartObject();
          CacheView.cached(contents.cached(), out);
          CacheView.queued(contents.queued(), out);
          out.writeEndObject();
        });
  }

  @PUT
  @Path("{id}")
  @Contract(value = "Have an image fetched into the cache", status = 202)
  public Response queue(@PathParam("id") String id, @Context HttpServletRequest request) {
    caching.queue(Exchange.caller(request), id);
    return Response.accepted().build();
  }

  @DELETE
  @Path("{id}")
  @Contract(value = "Remove an image from the cache", status = 204)
  public Response remove(@PathParam("id") String id, @Context HttpServletRequest request) {
    caching.remove(Exchange.caller(request), id);
    return Response.noContent().build();
  }

  /** Removes everything, or what the header names. */
  @DELETE
  @Contract(
      value = "Remove all images from the cache",
      status = 204,
      refuses = 404,
      parameters = "X-Image-Cache-Clear-Target")
  public Response clear(@Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    String target = Exchange.header(request, TARGET).orElse("").strip().toLowerCase(Locale.ROOT);
    switch (target) {
      case "" -> {
        int unused = caching.clearQueue(caller) + caching.clearCache(caller);
      }
      case "cache" -> {
        int unused = caching.clearCache(caller);
      }
      case "queue" -> {
        int unused = caching.clearQueue(caller);
      }
      default ->
          throw new Refusal.Invalid(
              "If provided 'x-image-cache-clear-target' must be 'cache', 'queue' or empty string.");
    }
    return Response.noContent().build();
  }

  @GET
  @NoBody
  @Path("nodes/{id}")
  @Contract(value = "Tell which servers have cached an image", gives = "cache-nodes")
  public Response nodes(@PathParam("id") String id, @Context HttpServletRequest request) {
    List<String> nodes = caching.nodes(Exchange.caller(request), id);
    return CacheView.answer(
        out -> {
          out.writeStartArray();
          for (String node : nodes) {
            out.writeString(node);
          }
          out.writeEndArray();
        });
  }

  @POST
  @Path("clean")
  @Contract(value = "Remove from the cache what is of no use", refuses = 404)
  public Response clean(@Context HttpServletRequest request) {
    caching.clean(Exchange.caller(request));
    return Response.ok().build();
  }

  @POST
  @Path("prune")
  @Contract(value = "Bring the cache down to its size", gives = "cache-pruned", refuses = 404)
  public Response prune(@Context HttpServletRequest request) {
    ImageCaching.Pruned pruned = caching.prune(Exchange.caller(request));
    return CacheView.answer(
        out -> {
          out.writeStartObject();
          out.writeNumberField("total_files_pruned", pruned.files());
          out.writeNumberField("total_bytes_pruned", pruned.bytes());
          out.writeEndObject();
        });
  }
}
