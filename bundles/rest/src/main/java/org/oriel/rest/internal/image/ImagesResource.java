// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.task.StagedElsewhere;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.JsonText;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.rest.internal.wire.RestSettings;
import org.oriel.service.Condition;
import org.oriel.service.Images;
import org.oriel.service.StoreDirectory;

/** Image records. */
@Path("/v2/images")
public final class ImagesResource {
  private static final String COLLECTION = "/v2/images";
  private static final String TAG = "ETag";
  private static final int BODY_BYTES = 2048;

  private final Images images;
  private final StoreDirectory stores;
  private final RestSettings settings;
  private final StagedElsewhere elsewhere;
  private final ImageView view;
  private final Values values;
  private final ListParameters parameters;

  public ImagesResource(
      Images images, StoreDirectory stores, RestSettings settings, StagedElsewhere elsewhere) {
    this.images = images;
    this.stores = stores;
    this.settings = settings;
    this.elsewhere = elsewhere;
    this.view =
        new ImageView(
            stores, settings.showDirectUrl(), settings.showLocations(), settings.properties());
    this.values =
        new Values(settings.diskFormats(), settings.containerFormats(), settings.properties());
    this.parameters = new ListParameters(settings.pageDefault(), settings.pageMost());
  }

  @POST
  @Contract(
      value = "Create an image",
      status = 201,
      gives = "image",
      takes = "image",
      refuses = {409, 413},
      headers = {"Location", "ETag", "OpenStack-image-import-methods", "OpenStack-image-store-ids"})
  public Response create(JsonNode body, @Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    ImageDocument document = ImageDocument.of(body, values);
    Image image = images.create(caller, document.id(), document.attributes());
    Response.ResponseBuilder response =
        shown(Response.status(201), body(image, caller))
            .header("Location", Exchange.base(request) + COLLECTION + "/" + image.id());
    if (!settings.importMethods().isEmpty()) {
      response.header("OpenStack-image-import-methods", String.join(",", settings.importMethods()));
    }
    if (stores.multistore()) {
      response.header("OpenStack-image-store-ids", String.join(",", stores.ids()));
    }
    return response.build();
  }

  @GET
  @Contract(value = "List images", gives = "images", parameters = "images")
  public Response list(@Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
    Images.Page page = images.list(caller, parameters.query(query));
    QueryString first = query.without("marker");
    Json body =
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("images");
          for (Image image : page.images()) {
            view.write(image, caller, out);
          }
          out.writeEndArray();
          out.writeStringField("first", first.behind(COLLECTION));
          out.writeStringField("schema", "/v2/schemas/images");
          if (page.next().isPresent()) {
            String next = first.with("marker", page.next().get()).behind(COLLECTION);
            out.writeStringField("next", next);
          }
          out.writeEndObject();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }

  @GET
  @NoBody
  @Path("{id}")
  @Contract(
      value = "Show an image",
      status = {200, 304},
      gives = "image",
      parameters = "If-None-Match",
      headers = "ETag")
  public Response show(@PathParam("id") String id, @Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    byte[] body = body(images.show(caller, id), caller);
    String tag = EntityTag.of(body);
    return EntityTag.known(request).filter(known -> known.contains(tag)).isPresent()
        ? Response.status(304).header(TAG, tag).build()
        : shown(Response.status(200), body).build();
  }

  @PATCH
  @Path("{id}")
  @Contract(
      value = "Change an image",
      gives = "image",
      takes = "image-patch",
      refuses = {409, 412, 415},
      parameters = "If-Match",
      headers = "ETag")
  public Response change(@PathParam("id") String id, @Context HttpServletRequest request)
      throws IOException {
    Caller caller = Exchange.caller(request);
    boolean newer = PatchDocument.newer(Exchange.mediaType(request));
    JsonNode body = JsonText.read(request.getInputStream());
    PatchDocument document = PatchDocument.of(body, newer, values);
    Condition condition = condition(request, caller);
    Image changed = images.change(caller, id, document.changes(), condition);
    return shown(Response.status(200), body(changed, caller)).build();
  }

  @DELETE
  @NoBody
  @Path("{id}")
  @Contract(
      value = "Delete an image",
      status = 204,
      refuses = {409, 412},
      parameters = "If-Match")
  public Response delete(@PathParam("id") String id, @Context HttpServletRequest request) {
    if (!elsewhere.deleted(request, id)) {
      Caller caller = Exchange.caller(request);
      images.delete(caller, id, condition(request, caller));
    }
    return Response.noContent().build();
  }

  private Condition condition(HttpServletRequest request, Caller caller) {
    Optional<List<String>> wanted = EntityTag.wanted(request);
    return wanted.isEmpty()
        ? Condition.NONE
        : image -> wanted.get().contains(EntityTag.of(body(image, caller)));
  }

  private byte[] body(Image image, Caller caller) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BODY_BYTES);
    try (JsonGenerator out = JsonText.generator(bytes)) {
      view.write(image, caller, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Response.ResponseBuilder shown(Response.ResponseBuilder response, byte[] body) {
    return response
        .header("Content-Type", "application/json")
        .header(TAG, EntityTag.of(body))
        .entity(body);
  }
}
