// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.image.Refusal;
import org.oriel.jobs.internal.Batch;
import org.oriel.jobs.internal.JobDeclaration;
import org.oriel.task.Task;
import org.oriel.task.WorkOrder;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;

/** Declares the job {@code import}. */
public final class ImportJob implements JobDeclaration {
  private static final Set<String> TYPES = Set.of(Task.IMPORT, Task.API_IMAGE_IMPORT);

  private final ImportRooms rooms;
  private final ImportSettings settings;

  public ImportJob(ImportRooms rooms, ImportSettings settings) {
    this.rooms = rooms;
    this.settings = settings;
  }

  @Override
  public String name() {
    return WorkOrder.IMPORT;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of(WorkOrder.TASK, "Id of the task that says what is to be imported.");
  }

  @Override
  public void check(Map<String, String> values) {
    if (values.getOrDefault(WorkOrder.TASK, "").isBlank()) {
      throw new Refusal.Invalid("Job import needs parameter task.");
    }
  }

  @Override
  public List<WorkOrder> leftBehind() {
    return rooms.tasks().unfinished().stream()
        .filter(task -> TYPES.contains(task.type()))
        .map(task -> WorkOrder.importing(task.id()))
        .toList();
  }

  @Override
  public Job job(Batch batch) {
    return new JobBuilder(name(), batch.repository())
        .start(step(batch, "prepare", new Prepare(rooms.quotas())))
        .next(step(batch, "fetch", new Fetch(rooms, settings)))
        .next(step(batch, "inject", new Inject(settings.injected())))
        .next(step(batch, "store", new StoreCopies(rooms, settings)))
        .next(step(batch, "finish", new Finish(rooms, settings)))
        .build();
  }

  private Step step(Batch batch, String name, ImportStep.Work work) {
    Tasklet tasklet = new ImportStep(rooms, settings, work);
    return new StepBuilder(name, batch.repository())
        .tasklet(tasklet, batch.stepTransactions())
        .build();
  }
}
