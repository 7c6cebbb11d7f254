// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;

/**
 * A long action as the API tells of it. Another status is reached by one of the named moves only; a
 * move takes effect when the {@link TaskCatalogue} has stored it.
 *
 * @param id 36 characters at most
 * @param type one of the words below; rows of other programs may have others
 * @param owner project that asked; empty text if the caller had none
 * @param expiresAt when an ended task is forgotten
 * @param imageId the image that it works on
 * @param requestId the request that it came with
 * @param userId who asked
 * @param input what is to be done, as JSON values by key
 * @param result what came of it, if it succeeded
 * @param message how far it has come, or why it failed; may be empty
 */
public record Task(
    String id,
    String type,
    TaskStatus status,
    String owner,
    Optional<Instant> expiresAt,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> imageId,
    Optional<String> requestId,
    Optional<String> userId,
    Map<String, Object> input,
    Optional<Map<String, Object>> result,
    String message) {
  /** Fetches an image by the older way, {@code POST /v2/tasks}. */
  public static final String IMPORT = "import";

  /** Imports the data of an image. */
  public static final String API_IMAGE_IMPORT = "api_image_import";

  /** Looks at data that a caller said lie somewhere. */
  public static final String LOCATION_IMPORT = "location_import";

  /**
   * In the input of an import, with value {@code true}: the image gets the operator's properties.
   */
  public static final String INJECT = "inject_image_metadata";

  public Task {
    input = kept(input);
    result = result.map(Task::kept);
  }

  private static Map<String, Object> kept(Map<String, Object> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * A task that waits.
   *
   * @param asked who and what asked
   */
  public static Task pending(
      String id, String type, Asked asked, Map<String, Object> input, Instant now) {
    return new Task(
        id,
        type,
        TaskStatus.PENDING,
        asked.owner().orElse(""),
        Optional.empty(),
        now,
        now,
        asked.imageId(),
        asked.requestId(),
        asked.userId(),
        input,
        Optional.empty(),
        "");
  }

  /** Work begins. */
  public Task begin() {
    return moved(TaskStatus.PROCESSING, message, result, expiresAt);
  }

  /** Work goes on, and says how far it has come. */
  public Task progress(String words) {
    requireAlive();
    return new Task(
        id, type, status, owner, expiresAt, createdAt, updatedAt, imageId, requestId, userId, input,
        result, words);
  }

  /**
   * Work is done.
   *
   * @param expires when the task may be forgotten
   */
  public Task succeed(Map<String, Object> outcome, String words, Instant expires) {
    return moved(TaskStatus.SUCCESS, words, Optional.of(outcome), Optional.of(expires));
  }

  /**
   * Work could not be done.
   *
   * @param reason shown to the caller; holds no secrets
   * @param expires when the task may be forgotten
   */
  public Task fail(String reason, Instant expires) {
    return moved(TaskStatus.FAILURE, reason, result, Optional.of(expires));
  }

  /** This task as changed at an instant; for catalogues. */
  public Task updated(Instant now) {
    return new Task(
        id, type, status, owner, expiresAt, createdAt, now, imageId, requestId, userId, input,
        result, message);
  }

  /** Whether it has ended and its time is over. */
  public boolean expired(Instant now) {
    return expiresAt.isPresent() && !expiresAt.get().isAfter(now);
  }

  private void requireAlive() {
    if (status.ended()) {
      throw new Refusal.Conflict("Task " + id + " has ended.");
    }
  }

  private Task moved(
      TaskStatus to,
      String words,
      Optional<Map<String, Object>> outcome,
      Optional<Instant> expires) {
    if (!status.mayBecome(to)) {
      throw new Refusal.Conflict(
          "Status transition from " + status.word() + " to " + to.word() + " is not allowed");
    }
    return new Task(
        id, type, to, owner, expires, createdAt, updatedAt, imageId, requestId, userId, input,
        outcome, words);
  }

  /**
   * Who and what asked for a task.
   *
   * @param owner project
   */
  public record Asked(
      Optional<String> owner,
      Optional<String> userId,
      Optional<String> requestId,
      Optional<String> imageId) {}
}
