// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.event.TaskEvents;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskQuery;
import org.oriel.task.TaskStatus;

/** The records of all tasks on Glance's tables, and the locks of imports. */
final class JpaTaskCatalogue implements TaskCatalogue {
  private static final String LIVES =
      "t.deleted = FALSE AND (t.expires_at IS NULL OR t.expires_at > ?)";

  private final Transactions transactions;
  private final Flavour flavour;
  private final String node;
  private final Clock clock;
  private final JpaOutbox outbox;

  JpaTaskCatalogue(Database database, String node, Clock clock, JpaOutbox outbox) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.node = node;
    this.clock = clock;
    this.outbox = outbox;
  }

  @Override
  public void add(Task task) {
    new Characters(flavour).check(Json.write(task.input()));
    LocalDateTime created = Flavour.naive(flavour.cut(task.createdAt()));
    transactions.write(
        entities -> {
          try {
            execute(
                entities,
                "INSERT INTO tasks (id, type, status, owner, expires_at, created_at, updated_at,"
                    + " image_id, request_id, user_id, deleted)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE)",
                task.id(),
                task.type(),
                task.status().word(),
                task.owner(),
                time(task.expiresAt()),
                created,
                created,
                task.imageId().orElse(null),
                task.requestId().orElse(null),
                task.userId().orElse(null));
          } catch (PersistenceException e) {
            throw SqlFault.of(e) == SqlFault.DUPLICATE
                ? new Refusal.Conflict("Task ID " + task.id() + " already exists!")
                : e;
          }
          execute(
              entities,
              "INSERT INTO task_info (task_id, input, result, message) VALUES (?, ?, ?, ?)",
              task.id(),
              Json.write(task.input()),
              task.result().map(Json::write).orElse(null),
              task.message());
          execute(
              entities,
              "INSERT INTO oriel_task_notes (task_id, node) VALUES (?, ?)",
              task.id(),
              node);
          if (outbox.isWanted()) {
            outbox.write(entities, List.of(TaskEvents.created(task)));
          }
          return task;
        });
  }

  @Override
  public Optional<Task> find(String id, Caller caller) {
    return transactions.read(entities -> find(entities, id, caller));
  }

  private Optional<Task> find(EntityManager entities, String id, Caller caller) {
    return TaskReader.tasks(entities, "WHERE t.id = ? AND " + LIVES, id, now()).stream()
        .filter(task -> sees(caller, task))
        .findFirst();
  }

  private static boolean sees(Caller caller, Task task) {
    return caller.isAdmin() || caller.project().equals(Optional.of(task.owner()));
  }

  @Override
  public List<Task> list(TaskQuery query, Caller caller) {
    forget(caller);
    return transactions.read(
        entities -> {
          Optional<Task> marker =
              query
                  .marker()
                  .map(
                      id ->
                          find(entities, id, caller)
                              .orElseThrow(
                                  () -> new Refusal.Invalid("No task found with ID " + id)));
          if (query.limit() == 0 || hidden(caller)) {
            return List.of();
          }
          return new TaskReader.Listing(query, caller, now()).tasks(entities, marker);
        });
  }

  @Override
  public List<Task> ofImage(String imageId, Caller caller) {
    if (hidden(caller)) {
      return List.of();
    }
    forget(caller);
    return transactions.read(
        entities ->
            TaskReader.tasks(
                    entities,
                    "WHERE t.image_id = ? AND " + LIVES + " ORDER BY t.created_at, t.id",
                    imageId,
                    now())
                .stream()
                .filter(task -> sees(caller, task))
                .toList());
  }

  private static boolean hidden(Caller caller) {
    return !caller.isAdmin() && caller.project().isEmpty();
  }

  /** Ends the expired tasks of a project; looks before it writes, since there are few. */
  private void forget(Caller caller) {
    if (caller.project().isEmpty() || caller.readOnly()) {
      return;
    }
    LocalDateTime now = now();
    String project = caller.project().get();
    String which = " WHERE owner = ? AND deleted = FALSE AND expires_at <= ?";
    boolean some =
        transactions.read(
            entities -> {
              Query query = query(entities, "SELECT id FROM tasks" + which, project, now);
              return !query.setMaxResults(1).getResultList().isEmpty();
            });
    if (some) {
      transactions.write(
          entities ->
              execute(
                  entities,
                  "UPDATE tasks SET deleted = TRUE, deleted_at = ?" + which,
                  now,
                  project,
                  now));
    }
  }

  @Override
  public Task store(Task before, Task after) {
    if (!before.id().equals(after.id())) {
      throw new IllegalArgumentException("Two states of one task are needed.");
    }
    Instant instant = flavour.cut(clock.instant());
    return transactions.write(
        entities -> {
          int stored =
              execute(
                  entities,
                  "UPDATE tasks SET status = ?, image_id = ?, expires_at = ?, updated_at = ?"
                      + " WHERE id = ? AND deleted = FALSE AND status = ?",
                  after.status().word(),
                  after.imageId().orElse(null),
                  time(after.expiresAt()),
                  Flavour.naive(instant),
                  before.id(),
                  before.status().word());
          if (stored == 0) {
            throw refused(entities, before);
          }
          execute(
              entities,
              "UPDATE task_info SET result = ?, message = ? WHERE task_id = ?",
              after.result().map(Json::write).orElse(null),
              writable(after.message()),
              after.id());
          if (after.status().ended()) {
            execute(entities, "DELETE FROM oriel_task_notes WHERE task_id = ?", after.id());
          }
          Task changed = after.updated(instant);
          if (outbox.isWanted()) {
            outbox.write(entities, TaskEvents.changed(before, changed));
          }
          return changed;
        });
  }

  private static Refusal refused(EntityManager entities, Task before) {
    boolean lives =
        !query(entities, "SELECT id FROM tasks WHERE id = ? AND deleted = FALSE", before.id())
            .getResultList()
            .isEmpty();
    return lives
        ? new Refusal.Conflict(
            "Task " + before.id() + " is not in status " + before.status().word() + ".")
        : new Refusal.Gone("Task " + before.id() + " was deleted.");
  }

  /** A message may quote what others said; no task fails to end for its characters. */
  private String writable(String message) {
    if (flavour.takesAllCharacters()) {
      return message;
    }
    StringBuilder kept = new StringBuilder(message.length());
    message
        .codePoints()
        .map(each -> Character.isBmpCodePoint(each) ? each : '?')
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  @Override
  public List<Task> unfinished() {
    return transactions.read(
        entities ->
            TaskReader.tasks(
                entities,
                "JOIN oriel_task_notes n ON n.task_id = t.id WHERE n.node = ?"
                    + " AND t.deleted = FALSE AND t.status IN (?, ?) ORDER BY t.created_at, t.id",
                node,
                TaskStatus.PENDING.word(),
                TaskStatus.PROCESSING.word()));
  }

  @Override
  public boolean lock(String imageId, String taskId) {
    return transactions.write(entities -> lock(entities, imageId, taskId));
  }

  private boolean lock(EntityManager entities, String imageId, String taskId) {
    boolean lives =
        !query(
                entities,
                "SELECT id FROM images WHERE id = ? AND deleted = FALSE FOR UPDATE",
                imageId)
            .getResultList()
            .isEmpty();
    if (!lives) {
      throw new Refusal.NotFound("No image found with ID " + imageId);
    }
    int revived =
        execute(
            entities,
            "UPDATE image_properties SET value = ?, deleted = FALSE, deleted_at = NULL,"
                + " updated_at = ? WHERE image_id = ? AND name = ? AND deleted = TRUE",
            taskId,
            now(),
            imageId,
            LOCK);
    if (revived > 0) {
      return true;
    }
    List<?> holder =
        query(
                entities,
                "SELECT value FROM image_properties WHERE image_id = ? AND name = ?",
                imageId,
                LOCK)
            .getResultList();
    if (!holder.isEmpty()) {
      return taskId.equals(holder.get(0));
    }
    // the row of the image is ours: nobody but Glance can come between, and then the key decides
    try {
      execute(
          entities,
          "INSERT INTO image_properties (image_id, name, value, created_at, updated_at, deleted)"
              + " VALUES (?, ?, ?, ?, ?, FALSE)",
          imageId,
          LOCK,
          taskId,
          now(),
          now());
      return true;
    } catch (PersistenceException e) {
      if (SqlFault.of(e) == SqlFault.DUPLICATE) {
        throw new Refusal.Conflict("Image has active task");
      }
      throw e;
    }
  }

  @Override
  public boolean passLock(String imageId, String fromTask, String toTask) {
    return transactions.write(
        entities ->
            execute(
                    entities,
                    "UPDATE image_properties SET value = ?, updated_at = ?"
                        + " WHERE image_id = ? AND name = ? AND value = ? AND deleted = FALSE",
                    toTask,
                    now(),
                    imageId,
                    LOCK,
                    fromTask)
                > 0);
  }

  @Override
  public boolean unlock(String imageId, String taskId) {
    return transactions.write(
        entities ->
            execute(
                    entities,
                    "DELETE FROM image_properties"
                        + " WHERE image_id = ? AND name = ? AND value = ? AND deleted = FALSE",
                    imageId,
                    LOCK,
                    taskId)
                > 0);
  }

  private LocalDateTime now() {
    return Flavour.naive(flavour.cut(clock.instant()));
  }

  private @Nullable LocalDateTime time(Optional<Instant> instant) {
    return instant.map(flavour::cut).map(Flavour::naive).orElse(null);
  }

  private static int execute(EntityManager entities, String sql, @Nullable Object... values) {
    return query(entities, sql, values).executeUpdate();
  }

  private static Query query(EntityManager entities, String sql, @Nullable Object... values) {
    return TaskReader.query(entities, sql, new ArrayList<>(Arrays.asList(values)));
  }
}
