// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.nio.file.Path;
import java.util.Map;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * Settings of PID {@code org.oriel.jobs}.
 *
 * @param reportDirectory where reports and the notes of unfinished runs lie
 * @param maxWorkers steps and partitions at work at the same time
 * @param node this server's name; runs that a crash left behind are known by it
 * @param verifySpeed bytes per second that one verification may read if it is not told otherwise; 0
 *     for as fast as it goes
 */
public record JobsSettings(Path reportDirectory, int maxWorkers, String node, long verifySpeed) {
  static final String PID = "org.oriel.jobs";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static JobsSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    JobsSettings settings =
        new JobsSettings(
            Path.of(options.required("report_directory")),
            options.integer("max_workers", 2, 1, 64),
            options.text("node", "local"),
            options.number("verify_bytes_per_second", 0, 0, Long.MAX_VALUE));
    problems.complain(PID);
    return settings;
  }
}
