// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oriel.image.ImageCatalogue;
import org.oriel.jobs.internal.Batch;
import org.oriel.jobs.internal.JobDeclaration;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Declares the job {@code verify}. */
public final class VerifyJob implements JobDeclaration {
  static final int PARTS = 4;
  static final String PART = "verify.part";
  static final String BASE = "verify.base";
  private static final String NAME = "verify";
  private static final String READ = "read";

  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Path directory;
  private final long speed;

  /**
   * @param directory of reports and of the notes of unfinished runs
   * @param speed bytes per second that one run may read if it is not told otherwise; 0 for no limit
   */
  public VerifyJob(ImageCatalogue catalogue, Storage storage, Path directory, long speed) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.directory = directory;
    this.speed = speed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> parameters() {
    return Wanted.parameters();
  }

  @Override
  public void check(Map<String, String> values) {
    Wanted.checked(values, storage.stores().stream().map(StoreStatus::id).toList());
  }

  @Override
  public Job job(Batch batch) {
    JobRepository repository = batch.repository();
    int lanes = Math.min(PARTS, batch.workers());
    Step reading =
        new StepBuilder(READ, repository)
            .partitioner(READ, parts -> partitions())
            .step(step(batch, READ, new ReadPart(catalogue, storage, directory, speed, lanes)))
            .gridSize(PARTS)
            .taskExecutor(batch.stepExecutor())
            .build();
    return new JobBuilder(NAME, repository)
        .start(step(batch, "plan", new MakePlan(catalogue, storage, directory)))
        .next(reading)
        .next(step(batch, "report", new MakeReport(repository, directory)))
        .build();
  }

  private static Step step(Batch batch, String name, Tasklet tasklet) {
    return new StepBuilder(name, batch.repository())
        .tasklet(tasklet, batch.stepTransactions())
        .build();
  }

  private static Map<String, ExecutionContext> partitions() {
    Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
    for (int part = 0; part < PARTS; part++) {
      ExecutionContext context = new ExecutionContext();
      context.putInt(PART, part);
      partitions.put(Integer.toString(part), context);
    }
    return partitions;
  }

  /** Name of a partition's step. */
  static String partName(int part) {
    return READ + ":" + part;
  }
}
