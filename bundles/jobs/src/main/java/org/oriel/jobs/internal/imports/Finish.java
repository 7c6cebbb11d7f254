// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.jobs.internal.Borrowed;
import org.oriel.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step {@code finish}: nothing is staged any more, and the task has succeeded. */
final class Finish implements ImportStep.Work {
  /** The property that names the server which has staged data. */
  static final String STAGE_HOST = "os_glance_stage_host";

  private static final Logger LOG = LoggerFactory.getLogger(Finish.class);

  private final Storage storage;
  private final Borrowed borrowed;
  private final ImportSettings settings;

  Finish(ImportRooms rooms, ImportSettings settings) {
    this.storage = rooms.storage();
    this.borrowed = rooms.borrowed();
    this.settings = settings;
  }

  @Override
  public void run(Import wanted, ImportStep.StopSign stop) {
    unstage(storage, wanted);
    wanted.change(
        image ->
            Import.with(
                Import.listed(image, Import.WAITING, List.of()), STAGE_HOST, Optional.empty()));
    wanted.succeed(settings.taskLife());
    borrowed.drop(wanted.taskId());
    LOG.info("Image {} is imported.", wanted.imageId());
  }

  /** Removes what is staged of an image; what cannot be removed stays, and the log says so. */
  static void unstage(Storage storage, Import wanted) {
    if (wanted.order().copies()) {
      return;
    }
    try {
      storage.find(Storage.STAGING, wanted.imageId()).ifPresent(storage::discard);
    } catch (Refusal e) {
      LOG.warn("Staged data of image {} stay: {}", wanted.imageId(), e.getMessage());
    }
  }
}
