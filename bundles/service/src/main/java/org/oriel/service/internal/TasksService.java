// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.service.Images;
import org.oriel.service.Tasks;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskQuery;
import org.oriel.task.WorkDesk;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks on a catalogue. */
@Component(
    configurationPid = {ServiceSettings.PID, ImportSettings.PID},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class TasksService implements Tasks {
  private static final Logger LOG = LoggerFactory.getLogger(TasksService.class);
  private static final String RULE = "tasks_api_access";

  private final Access access;
  private final Policy policy;
  private final TaskCatalogue tasks;
  private final Images images;
  private final Sources sources;
  private final Orders orders;
  private final AtomicReference<@Nullable WorkDesk> desk = new AtomicReference<>();

  @Activate
  public TasksService(
      @Reference ImageCatalogue catalogue,
      @Reference TaskCatalogue tasks,
      @Reference Policy policy,
      @Reference Images images,
      Map<String, Object> settings) {
    ImportSettings read = ImportSettings.of(settings);
    this.access = new Access(catalogue, policy);
    this.policy = policy;
    this.tasks = tasks;
    this.images = images;
    this.sources = new Sources(read.filter());
    this.orders = new Orders(tasks, read.taskLife(), Clock.systemUTC());
  }

  /** Takes the desk that orders go to. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setDesk(WorkDesk added) {
    desk.set(added);
  }

  void unsetDesk(WorkDesk gone) {
    desk.compareAndSet(gone, null);
  }

  @Override
  public List<Task> list(Caller caller, TaskQuery query) {
    requireAccess(caller);
    return tasks.list(query, caller);
  }

  @Override
  public Task show(Caller caller, String id) {
    requireAccess(caller);
    return tasks
        .find(id, caller)
        .orElseThrow(() -> new Refusal.NotFound("No task found with ID " + id));
  }

  @Override
  public Task create(
      Caller caller, String requestId, String from, Attributes image, Map<String, Object> input) {
    requireAccess(caller);
    Access.requireWriter(caller);
    if (!sources.permitted(from)) {
      throw new Refusal.Invalid("URI for import does not pass filtering: " + from);
    }
    Image created = images.create(caller, Optional.empty(), image);
    Task task =
        Task.pending(
            UUID.randomUUID().toString(),
            Task.IMPORT,
            new Task.Asked(
                caller.project(), caller.user(), Optional.of(requestId), Optional.of(created.id())),
            input,
            orders.now());
    boolean placed = false;
    try {
      orders.place(created.id(), task, Optional.ofNullable(desk.get()));
      placed = true;
    } finally {
      if (!placed) {
        remove(caller, created);
      }
    }
    return task;
  }

  private void remove(Caller caller, Image created) {
    try {
      images.delete(caller, created.id());
    } catch (Refusal e) {
      LOG.warn("Image {} of a task that could not begin stays: {}", created.id(), e.getMessage());
    }
  }

  @Override
  public void requireAccess(Caller caller) {
    policy.require(RULE, caller, Map.of());
  }

  @Override
  public List<Task> ofImage(Caller caller, String imageId) {
    Image image = access.permitted(caller, imageId, "get_image");
    return tasks.ofImage(image.id(), caller);
  }
}
