// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.oriel.jobs.internal.RunView;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Step {@code report}: joins the rows of all partitions and says in a sentence what they hold. */
final class MakeReport implements Tasklet {
  private final JobRepository repository;
  private final Path directory;

  MakeReport(JobRepository repository, Path directory) {
    this.repository = repository;
    this.directory = directory;
  }

  @Override
  public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk)
      throws Exception {
    JobExecution run = contribution.getStepExecution().getJobExecution();
    String base = run.getExecutionContext().getString(VerifyJob.BASE);
    WorkFiles files = new WorkFiles(directory, base);
    // A report that is there is whole; only the note of it was lost.
    if (!Files.exists(files.report())) {
      join(files);
    }
    files.removeUnfinished(VerifyJob.PARTS);
    run.getExecutionContext().putString(RunView.REPORT, files.report().toString());

    Tally tally = new Tally();
    for (int part = 0; part < VerifyJob.PARTS; part++) {
      StepExecution last =
          repository.getLastStepExecution(run.getJobInstance(), VerifyJob.partName(part));
      if (last != null) {
        tally.add(last.getExecutionContext());
      }
    }
    contribution.setExitStatus(
        new ExitStatus(ExitStatus.COMPLETED.getExitCode(), tally.sentence()));
    return RepeatStatus.FINISHED;
  }

  private static void join(WorkFiles files) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            files.unpublished(files.report()),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer header = StandardCharsets.UTF_8.encode(Row.HEADER);
      while (header.hasRemaining()) {
        out.write(header);
      }
      for (int part = 0; part < VerifyJob.PARTS; part++) {
        if (Files.exists(files.part(part))) {
          append(files.part(part), out);
        }
      }
      out.force(true);
    }
    files.publish(files.report());
  }

  private static void append(Path part, FileChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(part, StandardOpenOption.READ)) {
      for (long position = 0, size = in.size(); position < size; ) {
        position += in.transferTo(position, size - position, out);
      }
    }
  }
}
