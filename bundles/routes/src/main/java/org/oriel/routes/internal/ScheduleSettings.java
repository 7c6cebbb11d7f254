// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal;

import java.util.Map;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.quartz.CronExpression;

/**
 * Settings of PID {@code org.oriel.routes}.
 *
 * @param verifySchedule a Quartz cron expression, in UTC
 * @param verifyEnabled whether the schedule counts
 */
record ScheduleSettings(String verifySchedule, boolean verifyEnabled) {
  static final String PID = "org.oriel.routes";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static ScheduleSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    String schedule = options.text("verify_schedule", "0 30 3 * * ?");
    if (!CronExpression.isValidExpression(schedule)) {
      problems.add("Option verify_schedule is not a Quartz cron expression.");
    }
    ScheduleSettings settings =
        new ScheduleSettings(schedule, options.flag("verify_enabled", true));
    problems.complain(PID);
    return settings;
  }
}
