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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.metadef.Property;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.Properties;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.PlainJson;
import org.oriel.rest.internal.wire.QueryString;

/** Properties of namespaces. */
@Path("/v2/metadefs/namespaces/{namespace}/properties")
public final class PropertiesResource {
  private static final String PROPERTY = "property";

  private final Properties properties;

  public PropertiesResource(Metadefs metadefs) {
    this.properties = metadefs.properties();
  }

  @GET
  @NoBody
  @Contract(value = "List the properties of a namespace", gives = "properties")
  public Response list(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    Map<String, Object> views = new LinkedHashMap<>();
    properties
        .list(Exchange.caller(request), namespace)
        .forEach(each -> views.put(each.name(), each.schema()));
    return Views.answer(200, Map.of("properties", views));
  }

  @POST
  @Contract(
      value = "Create a property",
      status = 201,
      gives = "property",
      takes = "property",
      refuses = 409)
  public Response create(
      @PathParam("namespace") String namespace,
      JsonNode body,
      @Context HttpServletRequest request) {
    Property property =
        Documents.property(PlainJson.object(body, PROPERTY), Times.of(Instant.now()));
    properties.add(Exchange.caller(request), namespace, property);
    return Views.answer(201, Documents.of(property));
  }

  @DELETE
  @NoBody
  @Contract(value = "Delete all properties of a namespace", status = 204)
  public Response clear(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    properties.clear(Exchange.caller(request), namespace);
    return Response.noContent().build();
  }

  @GET
  @Path("{property}")
  @Contract(value = "Show a property", gives = "property", parameters = "resource_type")
  public Response show(
      @PathParam("namespace") String namespace,
      @PathParam("property") String name,
      @Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    Optional<String> type =
        QueryString.parse(Optional.ofNullable(request.getQueryString()))
            .last("resource_type")
            .filter(text -> !text.isEmpty());
    Property property =
        type.isPresent()
            ? properties.showAt(caller, namespace, name, type.get())
            : properties.show(caller, namespace, name);
    return Views.answer(200, Documents.of(property));
  }

  @PUT
  @Path("{property}")
  @Contract(value = "Change a property", gives = "property", takes = "property", refuses = 409)
  public Response change(
      @PathParam("namespace") String namespace,
      @PathParam("property") String name,
      JsonNode body,
      @Context HttpServletRequest request) {
    Property after = Documents.property(PlainJson.object(body, PROPERTY), Times.of(Instant.now()));
    properties.change(Exchange.caller(request), namespace, name, after);
    return Views.answer(200, Documents.of(after));
  }

  @DELETE
  @NoBody
  @Path("{property}")
  @Contract(value = "Delete a property", status = 204)
  public Response delete(
      @PathParam("namespace") String namespace,
      @PathParam("property") String name,
      @Context HttpServletRequest request) {
    properties.delete(Exchange.caller(request), namespace, name);
    return Response.noContent().build();
  }
}
