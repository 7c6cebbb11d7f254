// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.oriel.rest.internal.member.MemberSchema;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.task.TaskSchema;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.RestSettings;

/** The schemas of images and their members. */
@Path("/v2/schemas")
public final class SchemasResource {
  private final Map<String, JsonNode> schemas;

  public SchemasResource(RestSettings settings) {
    ObjectNode image =
        ImageSchema.image(
            settings.diskFormats(), settings.containerFormats(), settings.properties());
    this.schemas =
        Map.of(
            "image", image,
            "images", ImageSchema.images(image),
            "member", MemberSchema.member(),
            "members", MemberSchema.members(),
            "task", TaskSchema.task(),
            "tasks", TaskSchema.tasks(TaskSchema.task()));
  }

  /** All schemas by the last part of their path. */
  public Map<String, JsonNode> all() {
    return schemas;
  }

  @GET
  @NoBody
  @Path("image")
  @Contract(value = "Show the schema of an image", gives = "schema")
  public Response image() {
    return shown("image");
  }

  @GET
  @NoBody
  @Path("images")
  @Contract(value = "Show the schema of a list of images", gives = "schema")
  public Response images() {
    return shown("images");
  }

  @GET
  @NoBody
  @Path("member")
  @Contract(value = "Show the schema of a member", gives = "schema")
  public Response member() {
    return shown("member");
  }

  @GET
  @NoBody
  @Path("members")
  @Contract(value = "Show the schema of a list of members", gives = "schema")
  public Response members() {
    return shown("members");
  }

  @GET
  @NoBody
  @Path("task")
  @Contract(value = "Show the schema of a task", gives = "schema")
  public Response task() {
    return shown("task");
  }

  @GET
  @NoBody
  @Path("tasks")
  @Contract(value = "Show the schema of a list of tasks", gives = "schema")
  public Response tasks() {
    return shown("tasks");
  }

  private Response shown(String name) {
    Json body = out -> out.writeTree(schemas.get(name));
    return Response.ok(body).header("Content-Type", "application/json").build();
  }
}
