// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.service.Images;

/** Single tags of an image. */
@Path("/v2/images/{id}/tags/{tag}")
public final class TagsResource {
  private static final int MOST_CHARACTERS = 255;
  private final Images images;

  public TagsResource(Images images) {
    this.images = images;
  }

  @PUT
  @NoBody
  @Contract(
      value = "Give a tag to an image",
      status = 204,
      refuses = {409, 413})
  public Response add(
      @PathParam("id") String id,
      @Encoded @PathParam("tag") String tag,
      @Context HttpServletRequest request) {
    String text = Values.whole("tag", QueryString.decoded(tag, false));
    if (text.length() > MOST_CHARACTERS) {
      throw new Refusal.Invalid("A tag can have " + MOST_CHARACTERS + " characters at most.");
    }
    images.tag(Exchange.caller(request), id, text);
    return Response.noContent().build();
  }

  @DELETE
  @NoBody
  @Contract(value = "Take a tag from an image", status = 204, refuses = 409)
  public Response remove(
      @PathParam("id") String id,
      @Encoded @PathParam("tag") String tag,
      @Context HttpServletRequest request) {
    images.untag(Exchange.caller(request), id, QueryString.decoded(tag, false));
    return Response.noContent().build();
  }
}
