// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.openapi.Parameter;
import org.oriel.rest.internal.wire.QueryString;
import org.oriel.task.Task;
import org.oriel.task.TaskQuery;
import org.oriel.task.TaskQuery.Column;
import org.oriel.task.TaskStatus;

/** The query of a list of tasks, as a client writes it. */
public final class TaskParameters {
  private final int pageDefault;
  private final int pageMost;

  TaskParameters(int pageDefault, int pageMost) {
    this.pageDefault = Math.min(pageDefault, pageMost);
    this.pageMost = pageMost;
  }

  /** The parameters that a list looks at. */
  public static List<Parameter> described() {
    List<String> columns = Stream.of(Column.values()).map(Column::word).toList();
    List<Parameter> all = new ArrayList<>(Parameter.page(columns));
    Stream.of(Column.values())
        .filter(column -> !column.isTime())
        .map(column -> Parameter.text(column.word(), "The value"))
        .forEach(all::add);
    return all;
  }

  /**
   * The query that the parameters mean; parameters that mean nothing are not looked at.
   *
   * @throws Refusal.Invalid if a value makes no sense
   */
  TaskQuery query(QueryString parameters) {
    Map<Column, String> equal = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      if (!column.isTime()) {
        parameters
            .last(column.word())
            .ifPresent(value -> equal.put(column, checked(column, value)));
      }
    }
    return new TaskQuery(
        equal,
        sort(parameters.last("sort_key").orElse("created_at")),
        descending(parameters.last("sort_dir").orElse("desc")),
        parameters.last("marker").map(TaskParameters::marker),
        parameters.last("limit").map(this::limit).orElse(pageDefault));
  }

  private static String checked(Column column, String value) {
    if (column == Column.STATUS && TaskStatus.ofWord(value).isEmpty()) {
      throw new Refusal.Invalid("Invalid status value: " + value);
    }
    if (column == Column.TYPE && !value.equals(Task.IMPORT)) {
      throw new Refusal.Invalid("Invalid type value: " + value);
    }
    return value;
  }

  private static Column sort(String word) {
    return Column.ofWord(word)
        .orElseThrow(() -> new Refusal.Invalid("The sort key " + word + " is not known."));
  }

  private static boolean descending(String word) {
    return switch (word) {
      case "desc" -> true;
      case "asc" -> false;
      default -> throw new Refusal.Invalid("Invalid sort direction: " + word);
    };
  }

  private static String marker(String id) {
    if (!Image.isId(id)) {
      throw new Refusal.Invalid("Invalid marker format");
    }
    return id;
  }

  private int limit(String text) {
    long limit;
    try {
      limit = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new Refusal.Invalid("limit param must be an integer");
    }
    if (limit < 0) {
      throw new Refusal.Invalid("limit param must be positive");
    }
    return (int) Math.min(limit, pageMost);
  }
}
