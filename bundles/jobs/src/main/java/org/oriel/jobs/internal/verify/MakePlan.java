// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.storage.Storage;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Step {@code plan}: notes which images are to be read. */
final class MakePlan implements Tasklet {
  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Path directory;

  MakePlan(ImageCatalogue catalogue, Storage storage, Path directory) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.directory = directory;
  }

  @Override
  public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk)
      throws Exception {
    JobExecution run = contribution.getStepExecution().getJobExecution();
    Files.createDirectories(directory);
    WorkFiles.sweep(directory);
    WorkFiles files = new WorkFiles(directory, "verify-" + run.getId());
    // A number comes twice only with a new database: what lies there belongs to nothing any more.
    files.removeUnfinished(VerifyJob.PARTS);
    Files.deleteIfExists(files.report());
    Plan plan = Plan.write(files, ids(Wanted.of(run.getJobParameters(), 0)));
    run.getExecutionContext().putString(VerifyJob.BASE, files.base());
    contribution.incrementWriteCount(plan.size());
    return RepeatStatus.FINISHED;
  }

  private Iterator<String> ids(Wanted wanted) {
    if (!wanted.images().isEmpty()) {
      return wanted.images().iterator();
    }
    Iterable<Image> active = () -> new ActiveImages(catalogue, wanted.owner());
    Stream<Image> images = StreamSupport.stream(active.spliterator(), false);
    return images.filter(image -> liesWhereWanted(image, wanted)).map(Image::id).iterator();
  }

  private boolean liesWhereWanted(Image image, Wanted wanted) {
    return wanted.store().isEmpty()
        || image.content().locations().stream()
            .map(location -> location.store().orElseGet(storage::defaultStore))
            .anyMatch(wanted.store().get()::equals);
  }
}
