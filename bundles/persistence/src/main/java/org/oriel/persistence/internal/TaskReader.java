// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.task.Task;
import org.oriel.task.TaskQuery;
import org.oriel.task.TaskStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tasks of rows. */
final class TaskReader {
  private static final Logger LOG = LoggerFactory.getLogger(TaskReader.class);
  private static final String SELECT =
      "SELECT t.id, t.type, t.status, t.owner, t.expires_at, t.created_at, t.updated_at,"
          + " t.image_id, t.request_id, t.user_id, i.input, i.result, i.message"
          + " FROM tasks t LEFT JOIN task_info i ON i.task_id = t.id ";

  private TaskReader() {}

  /** The tasks that the rest of a statement selects, by alias {@code t}. */
  static List<Task> tasks(EntityManager entities, String rest, Object... values) {
    return tasks(query(entities, SELECT + rest, new ArrayList<>(Arrays.asList(values))));
  }

  private static List<Task> tasks(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(row -> task((@Nullable Object[]) row)).toList();
  }

  static Query query(EntityManager entities, String sql, List<? extends @Nullable Object> values) {
    Query query = entities.createNativeQuery(sql);
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return query;
  }

  private static Task task(@Nullable Object[] row) {
    Instant created = instant(row[5]).orElse(Instant.EPOCH);
    return new Task(
        text(row[0]).orElse(""),
        text(row[1]).orElse(""),
        text(row[2]).flatMap(TaskStatus::ofWord).orElse(TaskStatus.FAILURE),
        text(row[3]).orElse(""),
        instant(row[4]),
        created,
        instant(row[6]).orElse(created),
        text(row[7]),
        text(row[8]),
        text(row[9]),
        text(row[10]).flatMap(TaskReader::object).orElse(Map.of()),
        text(row[11]).flatMap(TaskReader::object),
        text(row[12]).orElse(""));
  }

  private static Optional<String> text(@Nullable Object value) {
    return Optional.ofNullable((String) value);
  }

  private static Optional<Instant> instant(@Nullable Object value) {
    return Optional.ofNullable((LocalDateTime) value).map(Flavour::instant);
  }

  /** Another program may have written anything. */
  private static Optional<Map<String, Object>> object(String json) {
    if (json.equals("null")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(json));
    } catch (IllegalArgumentException e) {
      LOG.warn("Input or result of a task cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** One page of a list. */
  static final class Listing {
    private final TaskQuery query;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Listing(TaskQuery query, Caller caller, LocalDateTime now) {
      this.query = query;
      require("t.deleted = FALSE");
      require("(t.expires_at IS NULL OR t.expires_at > ?)", now);
      if (!caller.isAdmin()) {
        require("t.owner = ?", caller.project().orElse(""));
      }
      query.equal().forEach((column, value) -> require("t." + column.word() + " = ?", value));
    }

    private void require(String condition, Object... given) {
      conditions.add(condition);
      values.addAll(Arrays.asList(given));
    }

    List<Task> tasks(EntityManager entities, Optional<Task> marker) {
      marker.ifPresent(this::after);
      String direction = query.descending() ? " DESC" : " ASC";
      String sql =
          SELECT
              + "WHERE "
              + String.join(" AND ", conditions)
              + " ORDER BY "
              + key()
              + direction
              + ", t.created_at"
              + direction
              + ", t.id"
              + direction;
      return TaskReader.tasks(query(entities, sql, values).setMaxResults(query.limit()));
    }

    /** The sort key, with a place in the order for what is absent. */
    private String key() {
      String column = "t." + query.sort().word();
      return switch (query.sort()) {
        case IMAGE_ID, REQUEST_ID, USER_ID -> "COALESCE(" + column + ", '')";
        case EXPIRES_AT, UPDATED_AT -> "COALESCE(" + column + ", TIMESTAMP '1970-01-01 00:00:00')";
        default -> column;
      };
    }

    private void after(Task marker) {
      String than = query.descending() ? " < ?" : " > ?";
      Object at = value(marker);
      LocalDateTime created = Flavour.naive(marker.createdAt());
      require(
          "("
              + key()
              + than
              + " OR ("
              + key()
              + " = ? AND (t.created_at"
              + than
              + " OR (t.created_at = ? AND t.id"
              + than
              + "))))",
          at,
          at,
          created,
          created,
          marker.id());
    }

    private Object value(Task task) {
      return switch (query.sort()) {
        case ID -> task.id();
        case TYPE -> task.type();
        case STATUS -> task.status().word();
        case OWNER -> task.owner();
        case IMAGE_ID -> task.imageId().orElse("");
        case REQUEST_ID -> task.requestId().orElse("");
        case USER_ID -> task.userId().orElse("");
        case CREATED_AT -> Flavour.naive(task.createdAt());
        case UPDATED_AT -> Flavour.naive(task.updatedAt());
        case EXPIRES_AT -> Flavour.naive(task.expiresAt().orElse(Instant.EPOCH));
      };
    }
  }
}
