// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.image.ImageCatalogue;
import org.oriel.jobs.internal.RunView;
import org.oriel.storage.Storage;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Step {@code read}: one partition of the images, one image per commit. All that it knows lies in
 * its context, hence one object serves all partitions of all runs.
 */
final class ReadPart implements Tasklet {
  private static final String LENGTH = "verify.length";

  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Path directory;
  private final long speed;
  private final int lanes;

  ReadPart(ImageCatalogue catalogue, Storage storage, Path directory, long speed, int lanes) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.directory = directory;
    this.speed = speed;
    this.lanes = lanes;
  }

  @Override
  public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk)
      throws Exception {
    StepExecution step = contribution.getStepExecution();
    ExecutionContext context = step.getExecutionContext();
    String base = step.getJobExecution().getExecutionContext().getString(VerifyJob.BASE);
    WorkFiles files = new WorkFiles(directory, base);
    Plan plan = Plan.open(files.plan());
    int part = context.getInt(VerifyJob.PART);
    Plan.Range range = plan.range(part, VerifyJob.PARTS);
    context.putLong(RunView.PLANNED, range.end() - range.first());

    long done = context.getLong(RunView.DONE, 0);
    if (range.first() + done >= range.end()) {
      return RepeatStatus.FINISHED;
    }
    List<Row> rows = rows(plan.id(range.first() + done), step);
    long length = PartFile.append(files, part, context.getLong(LENGTH, 0), rows);

    context.putLong(LENGTH, length);
    context.putLong(RunView.DONE, done + 1);
    Tally.note(context, rows);
    contribution.incrementReadCount();
    contribution.incrementWriteCount(rows.size());
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.SKIPPED)) {
      contribution.incrementProcessSkipCount();
    }
    return RepeatStatus.CONTINUABLE;
  }

  private List<Row> rows(String id, StepExecution step) throws Exception {
    Wanted wanted = Wanted.of(step.getJobParameters(), speed);
    StopSign stop =
        () -> {
          if (step.isTerminateOnly()) {
            throw new JobInterruptedException("Asked to stop.");
          }
        };
    try {
      return new ImageCheck(catalogue, storage, wanted, lanes).check(id, stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobInterruptedException("Interrupted.");
    }
  }
}
