// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a job.
 *
 * @param number identifies the run
 * @param status Spring Batch's word, such as {@code COMPLETED}
 * @param message why it failed, or what it found; may be empty
 * @param report file with the result, row by row, if there is one
 */
public record JobRun(
    long number,
    String job,
    String status,
    Map<String, String> parameters,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    String message,
    Optional<Path> report,
    List<Step> steps) {

  /** A step, or one partition of it. */
  public record Step(String name, String status, long read, long written, long skipped) {}
}
