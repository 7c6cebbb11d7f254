// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.service.Tasks;
import org.oriel.task.Task;

/** What is done to an image. */
@Path("/v2/images/{id}/tasks")
public final class ImageTasksResource {
  private final Tasks tasks;

  public ImageTasksResource(Tasks tasks) {
    this.tasks = tasks;
  }

  @GET
  @NoBody
  @Contract(value = "List what is done to an image", gives = "image-tasks")
  public Response list(@PathParam("id") String id, @Context HttpServletRequest request) {
    List<Task> found = tasks.ofImage(Exchange.caller(request), id);
    Json body =
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("tasks");
          for (Task task : found) {
            TaskView.raw(task, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }
}
