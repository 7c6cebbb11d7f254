// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;
import org.oriel.jobs.JobRun;

/** Runs of jobs as tables. */
final class RunTables {
  private RunTables() {}

  static void list(List<JobRun> runs, PrintStream out) {
    ShellTable table = new ShellTable().emptyTableText("No runs.");
    table.column("Run").alignRight();
    table.column("Job");
    table.column("Status");
    table.column("Done").alignRight();
    table.column("Started");
    table.column("Took").alignRight();
    table.column("Node");
    table.column("Message");
    for (JobRun run : runs) {
      table
          .addRow()
          .addContent(
              run.number(),
              run.job(),
              run.status(),
              Progress.of(run).text(),
              Text.instant(run.startedAt()),
              took(run),
              Text.clean(run.node()),
              Text.clean(run.message()));
    }
    table.print(out);
  }

  static void one(JobRun run, PrintStream out) {
    new Facts()
        .add("run", Long.toString(run.number()))
        .add("job", run.job())
        .add("parameters", Text.clean(parameters(run.parameters())))
        .add("status", run.status())
        .add("done", Progress.of(run).text())
        .add("node", Text.clean(run.node()))
        .add("started", Text.instant(run.startedAt()))
        .add("ended", Text.instant(run.endedAt()))
        .add("took", took(run))
        .add("message", Text.clean(run.message()))
        .add("report", run.report().map(Path::toString).orElse(""))
        .print(out);
    out.println();
    steps(run.steps(), out);
  }

  private static void steps(List<JobRun.Step> steps, PrintStream out) {
    ShellTable table = new ShellTable().emptyTableText("No steps yet.");
    for (String column : List.of("Step", "Status", "Read", "Written", "Skipped", "Done", "Of")) {
      table.column(column);
    }
    for (JobRun.Step step : steps) {
      table
          .addRow()
          .addContent(
              step.name(),
              step.status(),
              step.read(),
              step.written(),
              step.skipped(),
              number(step.done()),
              number(step.planned()));
    }
    table.print(out);
  }

  private static String parameters(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  private static String took(JobRun run) {
    return run.startedAt()
        .map(start -> Duration.between(start, run.endedAt().orElseGet(Instant::now)))
        .map(Text::duration)
        .orElse("");
  }
}
