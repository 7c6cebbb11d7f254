// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.List;
import java.util.Map;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * Who wants to hear of what happens.
 *
 * @param channels names of channels; empty for nobody
 * @param disabled types and groups of events that are not told
 * @param mostRows rows that may wait in a channel
 */
record OutboxSettings(List<String> channels, List<String> disabled, long mostRows) {
  /** Nobody wants to hear of anything. */
  static final OutboxSettings NONE = new OutboxSettings(List.of(), List.of(), 1);

  private static final int LONGEST_CHANNEL = 64;

  /**
   * Reads the PID {@code org.oriel.persistence}.
   *
   * @throws IllegalArgumentException with everything that is wrong
   */
  static OutboxSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    List<String> channels = options.list("notification_channels", List.of());
    if (channels.stream().anyMatch(name -> name.length() > LONGEST_CHANNEL)) {
      problems.add("Option notification_channels has a name that is too long.");
    }
    OutboxSettings settings =
        new OutboxSettings(
            channels,
            options.list("disabled_notifications", List.of()),
            options.number("notification_rows", 100_000, 100, 100_000_000));
    problems.complain("Configuration of the notifications");
    return settings;
  }
}
