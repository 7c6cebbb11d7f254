// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.util.Map;
import java.util.Optional;

/**
 * Which tasks, in which order.
 *
 * @param equal wanted values of columns; all must hold
 * @param sort first sort key; equal ones are told apart by creation and id
 * @param marker id of the task after which the page starts
 * @param limit most tasks of a page
 */
public record TaskQuery(
    Map<Column, String> equal,
    Column sort,
    boolean descending,
    Optional<String> marker,
    int limit) {
  public TaskQuery {
    equal = Map.copyOf(equal);
  }

  /** The columns of a task that can be asked for. */
  public enum Column {
    ID("id", false),
    TYPE("type", false),
    STATUS("status", false),
    OWNER("owner", false),
    IMAGE_ID("image_id", false),
    REQUEST_ID("request_id", false),
    USER_ID("user_id", false),
    CREATED_AT("created_at", true),
    UPDATED_AT("updated_at", true),
    EXPIRES_AT("expires_at", true);

    private final String word;
    private final boolean time;

    Column(String word, boolean time) {
      this.word = word;
      this.time = time;
    }

    /** The word of the API and the name of the column. */
    public String word() {
      return word;
    }

    /** Whether it holds instants; these can be sorted by, but not compared with a text. */
    public boolean isTime() {
      return time;
    }

    /** The column of a word. */
    public static Optional<Column> ofWord(String word) {
      for (Column each : values()) {
        if (each.word.equals(word)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }
}
