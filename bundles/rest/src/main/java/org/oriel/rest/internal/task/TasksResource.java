// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.rest.internal.image.NewImages;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.Json;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.rest.internal.wire.RestSettings;
import org.oriel.service.Tasks;
import org.oriel.task.Task;
import org.oriel.task.TaskQuery;

/** Tasks, for administrators. */
@Path(TaskView.COLLECTION)
public final class TasksResource {
  private final Tasks tasks;
  private final TaskParameters parameters;
  private final NewImages newImages;

  public TasksResource(Tasks tasks, RestSettings settings) {
    this.tasks = tasks;
    this.parameters = new TaskParameters(settings.pageDefault(), settings.pageMost());
    this.newImages = new NewImages(settings);
  }

  @GET
  @Contract(value = "List tasks", gives = "tasks", parameters = "tasks")
  public Response list(@Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    tasks.requireAccess(caller);
    QueryString query = QueryString.parse(Optional.ofNullable(request.getQueryString()));
    TaskQuery wanted = parameters.query(query);
    List<Task> page = tasks.list(caller, wanted);
    QueryString first = query.without("marker");
    boolean more = !page.isEmpty() && page.size() == wanted.limit();
    Json body =
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("tasks");
          for (Task task : page) {
            TaskView.brief(task, out);
          }
          out.writeEndArray();
          out.writeStringField("first", first.behind(TaskView.COLLECTION));
          out.writeStringField("schema", "/v2/schemas/tasks");
          if (more) {
            String last = page.get(page.size() - 1).id();
            out.writeStringField("next", first.with("marker", last).behind(TaskView.COLLECTION));
          }
          out.writeEndObject();
        };
    return Response.ok(body).header("Content-Type", "application/json").build();
  }

  @POST
  @Contract(
      value = "Create a task",
      status = 201,
      gives = "task",
      takes = "new-task",
      headers = "Location")
  public Response create(JsonNode body, @Context HttpServletRequest request) {
    Caller caller = Exchange.caller(request);
    tasks.requireAccess(caller);
    NewTask wanted = NewTask.of(body, newImages);
    Task task =
        tasks.create(caller, Exchange.id(request), wanted.from(), wanted.image(), wanted.input());
    return shown(Response.status(201), task)
        .header("Location", Exchange.base(request) + TaskView.COLLECTION + "/" + task.id())
        .build();
  }

  @GET
  @Path("{id}")
  @Contract(value = "Show a task", gives = "task")
  public Response show(@PathParam("id") String id, @Context HttpServletRequest request) {
    return shown(Response.ok(), tasks.show(Exchange.caller(request), id)).build();
  }

  @DELETE
  @Path("{id}")
  @Contract(
      value = "Refuse to delete a task",
      status = {},
      refuses = 405)
  public Response delete(@PathParam("id") String id, @Context HttpServletRequest request) {
    tasks.show(Exchange.caller(request), id);
    throw new HttpRefusal(
        Answer.of(
                405,
                "Tasks cannot be deleted; an ended one goes by itself when its expires_at is over.")
            .with("Allow", "GET"));
  }

  private static Response.ResponseBuilder shown(Response.ResponseBuilder response, Task task) {
    Json body = out -> TaskView.whole(task, out);
    return response.header("Content-Type", "application/json").entity(body);
  }
}
