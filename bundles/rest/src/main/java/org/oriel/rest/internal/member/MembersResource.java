// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.member;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.oriel.image.Member;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.rest.internal.wire.Times;
import org.oriel.service.Members;

/** Members of an image. */
@Path("/v2/images/{id}/members")
public final class MembersResource {
  private final Members members;

  public MembersResource(Members members) {
    this.members = members;
  }

  @GET
  @NoBody
  @Contract(value = "List the members of an image", gives = "members")
  public Response list(@PathParam("id") String id, @Context HttpServletRequest request) {
    List<Member> found = members.list(Exchange.caller(request), id);
    return shown(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("members");
          for (Member each : found) {
            write(each, out);
          }
          out.writeEndArray();
          out.writeStringField("schema", "/v2/schemas/members");
          out.writeEndObject();
        });
  }

  @POST
  @Contract(
      value = "Share an image with a project",
      gives = "member",
      takes = "member-offer",
      refuses = {409, 413})
  public Response add(
      @PathParam("id") String id, JsonNode body, @Context HttpServletRequest request) {
    return shown(members.add(Exchange.caller(request), id, project(body)));
  }

  @GET
  @NoBody
  @Path("{member}")
  @Contract(value = "Show a member", gives = "member")
  public Response show(
      @PathParam("id") String id,
      @Encoded @PathParam("member") String member,
      @Context HttpServletRequest request) {
    return shown(members.show(Exchange.caller(request), id, decoded(member)));
  }

  @PUT
  @Path("{member}")
  @Contract(
      value = "Accept or reject an image",
      gives = "member",
      takes = "member-answer",
      refuses = 409)
  public Response answer(
      @PathParam("id") String id,
      @Encoded @PathParam("member") String member,
      JsonNode body,
      @Context HttpServletRequest request) {
    return shown(members.answer(Exchange.caller(request), id, decoded(member), status(body)));
  }

  @DELETE
  @NoBody
  @Path("{member}")
  @Contract(value = "Share an image no more with a project", status = 204)
  public Response remove(
      @PathParam("id") String id,
      @Encoded @PathParam("member") String member,
      @Context HttpServletRequest request) {
    members.remove(Exchange.caller(request), id, decoded(member));
    return Response.noContent().build();
  }

  private static String decoded(String segment) {
    return QueryString.decoded(segment, false);
  }

  /** Clients also write a project's id as a number. */
  private static String project(JsonNode body) {
    if (!body.isObject()) {
      throw new Refusal.Invalid("Expected a member in the form: {\"member\": \"image_id\"}");
    }
    JsonNode member = body.get("member");
    if (member == null) {
      throw new Refusal.Invalid("Member to be added not specified");
    }
    boolean none =
        member.isNull()
            || (member.asText().isEmpty() && member.isEmpty())
            || (member.isNumber() && member.decimalValue().signum() == 0);
    if (none) {
      throw new Refusal.Invalid("Member can't be empty");
    }
    if (!member.isTextual() && !member.isNumber()) {
      throw new Refusal.Invalid("Expected a member in the form: {\"member\": \"image_id\"}");
    }
    return member.asText();
  }

  private static Member.Status status(JsonNode body) {
    if (!body.isObject()) {
      throw new Refusal.Invalid("Expected a status in the form: {\"status\": \"status\"}");
    }
    JsonNode status = body.get("status");
    if (status == null) {
      throw new Refusal.Invalid("Status not specified");
    }
    return Member.Status.ofWord(status.asText())
        .filter(any -> status.isTextual())
        .orElseThrow(
            () ->
                new Refusal.Invalid(
                    "Incorrect request: Status must be \"pending\", \"accepted\" or"
                        + " \"rejected\"."));
  }

  private static Response shown(Member member) {
    return shown(out -> write(member, out));
  }

  private static Response shown(Json body) {
    return Response.ok(body).header("Content-Type", "application/json").build();
  }

  private static void write(Member member, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("member_id", member.project());
    out.writeStringField("image_id", member.imageId());
    out.writeStringField("status", member.status().word());
    out.writeStringField("created_at", Times.text(member.createdAt()));
    out.writeStringField("updated_at", Times.text(member.updatedAt()));
    out.writeStringField("schema", "/v2/schemas/member");
    out.writeEndObject();
  }
}
