// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.JobRun;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Shows Spring Batch's records as runs. */
public final class RunView {
  /** Key in a run's context: file of the finished report. */
  public static final String REPORT = "oriel.report";

  /** Key in a step's context: items to do. */
  public static final String PLANNED = "oriel.planned";

  /** Key in a step's context: items done. */
  public static final String DONE = "oriel.done";

  private static final Pattern EXCEPTION_CLASS = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

  private RunView() {}

  static JobRun of(JobExecution execution) {
    ZoneId zone = RunParameters.zone(execution.getJobParameters());
    boolean underWay = execution.getStatus().isRunning();
    return new JobRun(
        execution.getId(),
        execution.getJobInstance().getJobName(),
        execution.getStatus().name(),
        RunParameters.values(execution.getJobParameters()),
        RunParameters.node(execution.getJobParameters()),
        instant(execution.getStartTime(), zone),
        underWay ? Optional.empty() : instant(execution.getEndTime(), zone),
        underWay ? "" : message(execution),
        report(execution.getExecutionContext()),
        steps(execution));
  }

  private static Optional<Instant> instant(@Nullable LocalDateTime time, ZoneId zone) {
    return Optional.ofNullable(time).map(local -> local.atZone(zone).toInstant());
  }

  private static String message(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.STOPPED) {
      return "Stopped before its end; can be restarted.";
    }
    String failures =
        execution.getStepExecutions().stream()
            .filter(step -> step.getStatus() == BatchStatus.FAILED)
            .sorted(Comparator.comparingLong(StepExecution::getId).reversed())
            .map(step -> sentence(step.getExitStatus().getExitDescription()))
            .filter(text -> !text.isEmpty())
            .distinct()
            .limit(1)
            .collect(Collectors.joining());
    return failures.isEmpty() ? sentence(execution.getExitStatus().getExitDescription()) : failures;
  }

  /** The first line, without the class of an exception: descriptions of failures are traces. */
  private static String sentence(String description) {
    String first = description.strip().lines().findFirst().orElse("");
    return EXCEPTION_CLASS.matcher(first).replaceFirst("");
  }

  private static Optional<Path> report(ExecutionContext context) {
    return Optional.of(context.getString(REPORT, ""))
        .filter(file -> !file.isEmpty())
        .map(Path::of)
        .filter(Files::isRegularFile);
  }

  private static List<JobRun.Step> steps(JobExecution execution) {
    return execution.getStepExecutions().stream()
        .sorted(Comparator.comparingLong(StepExecution::getId))
        .map(RunView::step)
        .toList();
  }

  private static JobRun.Step step(StepExecution step) {
    return new JobRun.Step(
        step.getStepName(),
        step.getStatus().name(),
        step.getReadCount(),
        step.getWriteCount(),
        step.getSkipCount(),
        count(step.getExecutionContext(), DONE),
        count(step.getExecutionContext(), PLANNED));
  }

  private static OptionalLong count(ExecutionContext context, String key) {
    return context.containsKey(key) ? OptionalLong.of(context.getLong(key)) : OptionalLong.empty();
  }
}
