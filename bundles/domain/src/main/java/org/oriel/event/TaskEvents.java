// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oriel.task.Task;

/** Events of tasks, with Glance's payloads: neither input nor result nor message is told. */
public final class TaskEvents {
  private TaskEvents() {}

  /** A task is new. */
  public static Event created(Task task) {
    return Event.info("task.create", payload(task));
  }

  /** What a change of a task means to others; progress means nothing. */
  public static List<Event> changed(Task before, Task after) {
    if (before.status() == after.status()) {
      return List.of();
    }
    return switch (after.status()) {
      case PENDING -> List.of();
      case PROCESSING ->
          List.of(
              Event.info("task.run", payload(before)),
              Event.info("task.processing", payload(after)));
      case SUCCESS -> List.of(Event.info("task.success", payload(after)));
      case FAILURE -> List.of(Event.info("task.failure", payload(after)));
    };
  }

  private static Map<String, Object> payload(Task task) {
    Map<String, Object> payload = new TreeMap<>();
    payload.put("id", task.id());
    payload.put("type", task.type());
    payload.put("status", task.status().word());
    payload.put("result", Optional.empty());
    payload.put("owner", task.owner());
    payload.put("message", Optional.empty());
    // Glance writes the present instant as long as the task has not ended.
    payload.put("expires_at", Event.time(task.expiresAt().orElse(task.updatedAt())));
    payload.put("created_at", Event.time(task.createdAt()));
    payload.put("updated_at", Event.time(task.updatedAt()));
    payload.put("deleted", false);
    payload.put("deleted_at", Optional.empty());
    return payload;
  }
}
