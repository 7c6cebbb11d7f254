// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.oriel.event.TaskEvents;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskQuery;

/**
 * A whole catalogue of tasks that lives in memory, with the locks on the images of a {@link
 * MemoryCatalogue}. Keeps the same promises as the one on a database, save durability.
 */
public final class MemoryTasks implements TaskCatalogue {
  private final MemoryCatalogue images;
  private final Map<String, Row> rows;
  private final String node;
  private final Clock clock;

  /** An empty catalogue that goes by the clock of the system. */
  public MemoryTasks(MemoryCatalogue images) {
    this(images, new TreeMap<>(), "memory", Clock.systemUTC());
  }

  private MemoryTasks(MemoryCatalogue images, Map<String, Row> rows, String node, Clock clock) {
    this.images = images;
    this.rows = rows;
    this.node = node;
    this.clock = clock;
  }

  /** The same records, as another node with another clock works on them. */
  public MemoryTasks onNode(String otherNode, Clock otherClock) {
    return new MemoryTasks(images, rows, otherNode, otherClock);
  }

  @Override
  public void add(Task task) {
    synchronized (rows) {
      if (rows.containsKey(task.id())) {
        throw new Refusal.Conflict("Task ID " + task.id() + " already exists!");
      }
      rows.put(task.id(), new Row(task, node));
      images.outbox().add(List.of(TaskEvents.created(task)));
    }
  }

  @Override
  public Optional<Task> find(String id, Caller caller) {
    synchronized (rows) {
      return Optional.ofNullable(rows.get(id)).filter(row -> seen(row, caller)).map(Row::task);
    }
  }

  @Override
  public List<Task> list(TaskQuery query, Caller caller) {
    Comparator<Task> order = order(query);
    synchronized (rows) {
      forget(caller);
      Optional<Task> marker =
          query
              .marker()
              .map(
                  id ->
                      find(id, caller)
                          .orElseThrow(() -> new Refusal.Invalid("No task found with ID " + id)));
      return rows.values().stream()
          .filter(row -> seen(row, caller))
          .map(Row::task)
          .filter(
              task ->
                  query.equal().entrySet().stream()
                      .allMatch(it -> text(task, it.getKey()).equals(it.getValue())))
          .filter(task -> marker.isEmpty() || order.compare(task, marker.get()) > 0)
          .sorted(order)
          .limit(query.limit())
          .toList();
    }
  }

  @Override
  public List<Task> ofImage(String imageId, Caller caller) {
    synchronized (rows) {
      forget(caller);
      return rows.values().stream()
          .filter(row -> seen(row, caller))
          .map(Row::task)
          .filter(task -> task.imageId().equals(Optional.of(imageId)))
          .sorted(Comparator.comparing(Task::createdAt).thenComparing(Task::id))
          .toList();
    }
  }

  @Override
  public Task store(Task before, Task after) {
    synchronized (rows) {
      Row row = rows.get(before.id());
      if (row == null || row.deleted) {
        throw new Refusal.Gone("Task " + before.id() + " was deleted.");
      }
      if (row.task.status() != before.status()) {
        throw new Refusal.Conflict(
            "Task " + before.id() + " is not in status " + before.status().word() + ".");
      }
      row.task = after.updated(clock.instant().truncatedTo(ChronoUnit.MICROS));
      images.outbox().add(TaskEvents.changed(before, row.task));
      return row.task;
    }
  }

  @Override
  public List<Task> unfinished() {
    synchronized (rows) {
      return rows.values().stream()
          .filter(row -> !row.deleted && row.node.equals(node) && !row.task.status().ended())
          .map(Row::task)
          .sorted(Comparator.comparing(Task::createdAt).thenComparing(Task::id))
          .toList();
    }
  }

  @Override
  public boolean lock(String imageId, String taskId) {
    return images.exchangeLock(imageId, Optional.empty(), Optional.of(taskId))
        || images.exchangeLock(imageId, Optional.of(taskId), Optional.of(taskId));
  }

  @Override
  public boolean passLock(String imageId, String fromTask, String toTask) {
    try {
      return images.exchangeLock(imageId, Optional.of(fromTask), Optional.of(toTask));
    } catch (Refusal.NotFound e) {
      return false;
    }
  }

  @Override
  public boolean unlock(String imageId, String taskId) {
    try {
      return images.exchangeLock(imageId, Optional.of(taskId), Optional.empty());
    } catch (Refusal.NotFound e) {
      return false;
    }
  }

  private boolean seen(Row row, Caller caller) {
    return !row.deleted
        && !row.task.expired(clock.instant())
        && (caller.isAdmin() || caller.project().equals(Optional.of(row.task.owner())));
  }

  private void forget(Caller caller) {
    rows.values().stream()
        .filter(row -> row.task.expired(clock.instant()))
        .filter(row -> caller.project().equals(Optional.of(row.task.owner())))
        .forEach(row -> row.deleted = true);
  }

  private static Comparator<Task> order(TaskQuery query) {
    Function<Task, String> key = task -> text(task, query.sort());
    Comparator<Task> order =
        Comparator.comparing(key).thenComparing(Task::createdAt).thenComparing(Task::id);
    return query.descending() ? order.reversed() : order;
  }

  private static String text(Task task, TaskQuery.Column column) {
    return switch (column) {
      case ID -> task.id();
      case TYPE -> task.type();
      case STATUS -> task.status().word();
      case OWNER -> task.owner();
      case IMAGE_ID -> task.imageId().orElse("");
      case REQUEST_ID -> task.requestId().orElse("");
      case USER_ID -> task.userId().orElse("");
      case CREATED_AT -> task.createdAt().toString();
      case UPDATED_AT -> task.updatedAt().toString();
      case EXPIRES_AT -> task.expiresAt().map(Instant::toString).orElse("");
    };
  }

  private static final class Row {
    private Task task;
    private final String node;
    private boolean deleted;

    Row(Task task, String node) {
      this.task = task;
      this.node = node;
    }

    Task task() {
      return task;
    }
  }
}
