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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.metadef.Tag;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.Tags;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.PlainJson;
import org.oriel.rest.internal.wire.QueryString;

/** Tags of namespaces. */
@Path("/v2/metadefs/namespaces/{namespace}/tags")
public final class MetadefTagsResource {
  private static final String TAGS = "tags";

  private final Tags tags;

  public MetadefTagsResource(Metadefs metadefs) {
    this.tags = metadefs.tags();
  }

  @GET
  @Contract(value = "List the tags of a namespace", gives = "tags", parameters = "tags")
  public Response list(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
    List<Tag> page =
        tags.page(
            Exchange.caller(request),
            namespace,
            PageParameters.key(Tags.SortKey.class, query, Tags.SortKey.CREATED_AT),
            PageParameters.ascending(query),
            query.last("marker"),
            PageParameters.limit(query, 0));
    return Views.answer(200, Map.of(TAGS, names(page)));
  }

  @POST
  @Contract(
      value = "Replace the tags of a namespace, or give it more",
      status = 201,
      gives = "tags",
      takes = "tags",
      refuses = 409,
      parameters = "X-Openstack-Append")
  public Response put(
      @PathParam("namespace") String namespace,
      JsonNode body,
      @Context HttpServletRequest request) {
    List<Tag> wanted = Documents.tags(PlainJson.object(body, TAGS), Times.of(Instant.now()));
    boolean append =
        Exchange.header(request, "X-Openstack-Append")
            .filter(text -> text.strip().equalsIgnoreCase("true"))
            .isPresent();
    tags.put(Exchange.caller(request), namespace, wanted, append);
    return Views.answer(201, Map.of(TAGS, names(wanted)));
  }

  @DELETE
  @NoBody
  @Contract(value = "Delete all tags of a namespace", status = 204)
  public Response clear(
      @PathParam("namespace") String namespace, @Context HttpServletRequest request) {
    tags.clear(Exchange.caller(request), namespace);
    return Response.noContent().build();
  }

  @GET
  @NoBody
  @Path("{tag}")
  @Contract(value = "Show a tag", gives = "tag")
  public Response show(
      @PathParam("namespace") String namespace,
      @PathParam("tag") String name,
      @Context HttpServletRequest request) {
    return Views.answer(200, Views.tag(tags.show(Exchange.caller(request), namespace, name)));
  }

  @POST
  @NoBody
  @Path("{tag}")
  @Contract(value = "Create a tag", status = 201, gives = "tag", refuses = 409)
  public Response create(
      @PathParam("namespace") String namespace,
      @PathParam("tag") String name,
      @Context HttpServletRequest request) {
    Tag tag = Documents.tag(Map.of("name", name), Times.of(Instant.now()));
    tags.add(Exchange.caller(request), namespace, tag);
    return Views.answer(201, Views.tag(tag));
  }

  @PUT
  @Path("{tag}")
  @Contract(value = "Change a tag", gives = "tag", takes = "tag", refuses = 409)
  public Response change(
      @PathParam("namespace") String namespace,
      @PathParam("tag") String name,
      JsonNode body,
      @Context HttpServletRequest request) {
    Tag after = Documents.tag(PlainJson.object(body, "tag"), Times.of(Instant.now()));
    return Views.answer(
        200, Views.tag(tags.change(Exchange.caller(request), namespace, name, after)));
  }

  @DELETE
  @NoBody
  @Path("{tag}")
  @Contract(value = "Delete a tag", status = 204)
  public Response delete(
      @PathParam("namespace") String namespace,
      @PathParam("tag") String name,
      @Context HttpServletRequest request) {
    tags.delete(Exchange.caller(request), namespace, name);
    return Response.noContent().build();
  }

  private static List<Object> names(List<Tag> tags) {
    List<Object> views = new ArrayList<>();
    tags.forEach(tag -> views.add(Documents.of(tag)));
    return views;
  }
}
