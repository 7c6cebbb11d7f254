// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;
import org.oriel.storage.SourceBroken;
import org.oriel.task.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A step of an import. If the import has ended already, there is nothing to do; if the step fails,
 * the import is undone; if it is asked to stop, everything stays for the next start.
 */
final class ImportStep implements Tasklet {
  private static final Logger LOG = LoggerFactory.getLogger(ImportStep.class);

  private final ImportRooms rooms;
  private final Undo undo;
  private final Work work;

  /** What a step does. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @param stop whether to stop soon
     */
    void run(Import wanted, StopSign stop) throws Exception;
  }

  /** Whether the work has to stop. */
  @FunctionalInterface
  interface StopSign {
    boolean given();
  }

  ImportStep(ImportRooms rooms, ImportSettings settings, Work work) {
    this.rooms = rooms;
    this.undo = new Undo(rooms.storage(), settings.taskLife());
    this.work = work;
  }

  @Override
  public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk)
      throws Exception {
    StepExecution step = contribution.getStepExecution();
    String task = Objects.requireNonNull(step.getJobParameters().getString(WorkOrder.TASK));
    Optional<Import> wanted = Import.open(rooms.images(), rooms.tasks(), task);
    if (wanted.isPresent()) {
      run(wanted.get(), task, step);
    }
    return RepeatStatus.FINISHED;
  }

  private void run(Import wanted, String task, StepExecution step) throws Exception {
    try {
      work.run(wanted, step::isTerminateOnly);
    } catch (Exception e) {
      if (step.isTerminateOnly()) {
        LOG.info("Import {} stops; it goes on with the next start.", task, e);
        throw new JobInterruptedException("Asked to stop.");
      }
      String reason = reason(e);
      LOG.warn("Import {} of image {} failed: {}", task, wanted.imageId(), reason);
      undo.run(wanted, reason);
      rooms.borrowed().drop(task);
      throw new ImportFailed(reason);
    }
  }

  /** What the caller is told. */
  private static String reason(Exception e) {
    if (e instanceof Refusal && e.getMessage() != null) {
      return e.getMessage();
    }
    if (e instanceof SourceBroken && e.getCause() instanceof FetchFailed failed) {
      return String.valueOf(failed.getMessage());
    }
    if (e instanceof FetchFailed) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof SourceBroken) {
      return "The data broke off before their end.";
    }
    LOG.error("An import failed by a fault.", e);
    return "Task failed due to Internal Error";
  }

  /** The end of a job that could not import; no fault, hence without a trace. */
  static final class ImportFailed extends Exception {
    private static final long serialVersionUID = 1L;

    ImportFailed(String reason) {
      super(reason, null, false, false);
    }
  }
}
