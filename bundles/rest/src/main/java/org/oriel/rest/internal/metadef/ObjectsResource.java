// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.Parts;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.PlainJson;
import org.oriel.rest.internal.wire.QueryString;

/** Objects of namespaces. */
@Path("/v2/metadefs/namespaces/{namespace}/objects")
public final class ObjectsResource {
  private static final String OBJECT = "object";

  private final Parts<MetadefObject> objects;

  public ObjectsResource(Metadefs metadefs) {
    this.objects = metadefs.objects();
  }

  /** Glance looks at the parameters of pages, but lists everything; and so do we. */
  @GET
  @Contract(value = "List the objects of a namespace", gives = "objects", parameters = "objects")
  public Response list(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
    PageParameters.limit(query, 1);
    PageParameters.ascending(query);
    List<Object> views = new ArrayList<>();
    objects
        .list(Exchange.caller(request), namespace)
        .forEach(each -> views.add(Views.object(namespace, each)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("objects", views);
    body.put("schema", "v2/schemas/metadefs/objects");
    return Views.answer(200, body);
  }

  @POST
  @Contract(
      value = "Create an object",
      status = 201,
      gives = "object",
      takes = "object",
      refuses = 409)
  public Response create(
      @PathParam("namespace") String namespace,
      JsonNode body,
      @Context HttpServletRequest request) {
    Map<String, Object> document = PlainJson.object(body, OBJECT);
    MetadefObject object = Documents.object(document, Times.of(Instant.now()));
    objects.add(Exchange.caller(request), namespace, object);
    return Views.answer(201, told(namespace, object, document));
  }

  @DELETE
  @NoBody
  @Contract(value = "Delete all objects of a namespace", status = 204)
  public Response clear(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    objects.clear(Exchange.caller(request), namespace);
    return Response.noContent().build();
  }

  @GET
  @NoBody
  @Path("{object}")
  @Contract(value = "Show an object", gives = "object")
  public Response show(
      @PathParam("namespace") String namespace,
      @PathParam("object") String name,
      @Context HttpServletRequest request) {
    return Views.answer(
        200, Views.object(namespace, objects.show(Exchange.caller(request), namespace, name)));
  }

  @PUT
  @Path("{object}")
  @Contract(value = "Change an object", gives = "object", takes = "object", refuses = 409)
  public Response change(
      @PathParam("namespace") String namespace,
      @PathParam("object") String name,
      JsonNode body,
      @Context HttpServletRequest request) {
    Map<String, Object> document = PlainJson.object(body, OBJECT);
    MetadefObject after = Documents.object(document, Times.of(Instant.now()));
    MetadefObject stored = objects.change(Exchange.caller(request), namespace, name, after);
    return Views.answer(200, told(namespace, stored, document));
  }

  @DELETE
  @NoBody
  @Path("{object}")
  @Contract(value = "Delete an object", status = 204)
  public Response delete(
      @PathParam("namespace") String namespace,
      @PathParam("object") String name,
      @Context HttpServletRequest request) {
    objects.delete(Exchange.caller(request), namespace, name);
    return Response.noContent().build();
  }

  /** Tells back what was said, and not what was left out. */
  private static Map<String, Object> told(
      String namespace, MetadefObject object, Map<String, Object> document) {
    Map<String, Object> view = Views.object(namespace, object);
    for (String part : List.of("required", "properties")) {
      if (!document.containsKey(part)) {
        view.remove(part);
      }
    }
    return view;
  }
}
