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
import org.oriel.image.Caller;
import org.oriel.metadef.Definition;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.Namespaces;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.PlainJson;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.rest.internal.wire.RestSettings;

/** Namespaces. */
@Path("/v2/metadefs/namespaces")
public final class NamespacesResource {
  private final Namespaces namespaces;
  private final RestSettings settings;

  public NamespacesResource(Metadefs metadefs, RestSettings settings) {
    this.namespaces = metadefs.namespaces();
    this.settings = settings;
  }

  @GET
  @Contract(
      value = "List namespaces",
      gives = "namespaces",
      refuses = 404,
      parameters = "namespaces")
  public Response list(@Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
    Namespaces.Page page =
        namespaces.list(
            caller, PageParameters.namespaces(query, settings.pageDefault(), settings.pageMost()));
    QueryString first = query.without("marker");
    List<Object> views = new ArrayList<>();
    page.namespaces().forEach(each -> views.add(Views.listed(each)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("namespaces", views);
    page.next()
        .ifPresent(last -> body.put("next", first.with("marker", last).behind(Paths.NAMESPACES)));
    body.put("schema", Paths.schema("namespaces"));
    body.put("first", first.behind(Paths.NAMESPACES));
    return Views.answer(200, body);
  }

  @POST
  @Contract(
      value = "Create a namespace with all that is in it",
      status = 201,
      gives = "namespace",
      takes = "namespace",
      refuses = 409,
      headers = "Location")
  public Response create(JsonNode body, @Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    Definition definition =
        Documents.definition(
            PlainJson.object(body, "namespace"),
            namespaces.ownerFor(caller),
            Times.of(Instant.now()));
    namespaces.create(caller, definition);
    String name = definition.namespace().name();
    Response answer = Views.answer(201, Views.made(definition));
    return Response.fromResponse(answer)
        .header("Location", Exchange.base(request) + Paths.NAMESPACES + "/" + Paths.encoded(name))
        .build();
  }

  @GET
  @NoBody
  @Path("{namespace}")
  @Contract(value = "Show a namespace", gives = "namespace", parameters = "resource_type")
  public Response show(@PathParam("namespace") String name, @Context HttpServletRequest request) {
    QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
    return Views.answer(
        200,
        Views.stored(namespaces.show(Exchange.caller(request), name, query.last("resource_type"))));
  }

  @PUT
  @Path("{namespace}")
  @Contract(value = "Change a namespace", gives = "namespace", takes = "namespace", refuses = 409)
  public Response change(
      @PathParam("namespace") String name, JsonNode body, @Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    Namespace after =
        Documents.namespace(
            PlainJson.object(body, "namespace"),
            namespaces.ownerFor(caller),
            Times.of(Instant.now()));
    return Views.answer(200, Views.alone(namespaces.change(caller, name, after)));
  }

  @DELETE
  @NoBody
  @Path("{namespace}")
  @Contract(value = "Delete a namespace", status = 204)
  public Response delete(@PathParam("namespace") String name, @Context HttpServletRequest request) {
    namespaces.delete(Exchange.caller(request), name);
    return Response.noContent().build();
  }
}
