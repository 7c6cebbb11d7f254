// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.oriel.rest.internal.member.MemberSchema;
import org.oriel.rest.internal.task.TaskSchema;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.RestSettings;

/** The schemas of images and their members. */
@Path("/v2/schemas")
public final class SchemasResource {
  private final JsonNode image;
  private final JsonNode images;

  public SchemasResource(RestSettings settings) {
    ObjectNode one =
        ImageSchema.image(
            settings.diskFormats(), settings.containerFormats(), settings.properties());
    this.image = one;
    this.images = ImageSchema.images(one);
  }

  @GET
  @NoBody
  @Path("image")
  public Response image() {
    return shown(image);
  }

  @GET
  @NoBody
  @Path("images")
  public Response images() {
    return shown(images);
  }

  @GET
  @NoBody
  @Path("member")
  public Response member() {
    return shown(MemberSchema.member());
  }

  @GET
  @NoBody
  @Path("members")
  public Response members() {
    return shown(MemberSchema.members());
  }

  @GET
  @NoBody
  @Path("task")
  public Response task() {
    return shown(TaskSchema.task());
  }

  @GET
  @NoBody
  @Path("tasks")
  public Response tasks() {
    return shown(TaskSchema.tasks(TaskSchema.task()));
  }

  private static Response shown(JsonNode schema) {
    Json body = out -> out.writeTree(schema);
    return Response.ok(body).header("Content-Type", "application/json").build();
  }
}
