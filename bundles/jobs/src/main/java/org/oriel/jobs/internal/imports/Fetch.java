// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;

/** Step {@code fetch}: the data lie in the staging area. */
final class Fetch implements ImportStep.Work {
  private final Storage storage;
  private final ImportSettings settings;

  Fetch(Storage storage, ImportSettings settings) {
    this.storage = storage;
    this.settings = settings;
  }

  @Override
  public void run(Import wanted, ImportStep.StopSign stop) throws Exception {
    if (wanted.order().copies() || wanted.image().status() == ImageStatus.ACTIVE) {
      return;
    }
    if (storage.find(Storage.STAGING, wanted.imageId()).isPresent()) {
      return;
    }
    if (!wanted.order().fetches()) {
      throw new Refusal.Unavailable(
          "The staged data are not here.", java.time.Duration.ofSeconds(1));
    }
    download(wanted, stop);
  }

  private void download(Import wanted, ImportStep.StopSign stop) throws Exception {
    Optional<URI> uri = wanted.order().uri().flatMap(settings.filter()::permitted);
    if (uri.isEmpty()) {
      throw new Refusal.Invalid("The URI of the data does not pass filtering.");
    }
    try (Download download = Download.open(uri.get(), settings.filter())) {
      Intake intake =
          new Intake(
              Storage.STAGING,
              wanted.imageId(),
              download.length(),
              settings.sizeCap(),
              settings.hashAlgorithm(),
              List.of(new ProgressWatcher(wanted, "Fetched")));
      storage.ingest(intake, new StoppableChannel(download.data(), stop));
    }
  }
}
