// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The life of a task, with the table of permitted changes. The moves themselves are methods of
 * {@link Task}.
 */
public enum TaskStatus {
  PENDING,
  PROCESSING,
  SUCCESS,
  FAILURE;

  private static final Map<TaskStatus, Set<TaskStatus>> NEXT =
      Map.of(
          PENDING, Set.of(PROCESSING, FAILURE),
          PROCESSING, Set.of(SUCCESS, FAILURE),
          SUCCESS, Set.of(),
          FAILURE, Set.of());

  /** Whether the table permits a change from this status to {@code other}. */
  public boolean mayBecome(TaskStatus other) {
    return NEXT.getOrDefault(this, Set.of()).contains(other);
  }

  /** Whether a task of this status never changes any more. */
  public boolean ended() {
    return this == SUCCESS || this == FAILURE;
  }

  /** The word of the API and of the database, such as {@code processing}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a word. */
  public static Optional<TaskStatus> ofWord(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
