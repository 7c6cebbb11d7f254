// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One run of a job.
 *
 * @param number identifies the run
 * @param status Spring Batch's word, such as {@code COMPLETED}
 * @param parameters by name, as they were given
 * @param node the server that does or did the work
 * @param startedAt absent while it waits for its turn
 * @param endedAt absent while it is under way
 * @param message why it failed, or what it found; may be empty
 * @param report file with the result, row by row, if there is one
 */
public record JobRun(
    long number,
    String job,
    String status,
    Map<String, String> parameters,
    String node,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    String message,
    Optional<Path> report,
    List<Step> steps) {
  private static final Set<String> UNDER_WAY = Set.of("STARTING", "STARTED", "STOPPING");

  public JobRun {
    parameters = Map.copyOf(parameters);
    steps = List.copyOf(steps);
  }

  /** Whether it waits, works, or is about to stop. */
  public boolean underWay() {
    return UNDER_WAY.contains(status);
  }

  /** Whether it did all its work; what it found is another matter. */
  public boolean completed() {
    return status.equals("COMPLETED");
  }

  /**
   * A step, or one partition of it.
   *
   * @param read items taken up in this run
   * @param written results written in this run
   * @param skipped items left out in this run
   * @param done items done in this run and those before it that it goes on with, where known
   * @param planned items to do in all, where known
   */
  public record Step(
      String name,
      String status,
      long read,
      long written,
      long skipped,
      OptionalLong done,
      OptionalLong planned) {}
}
