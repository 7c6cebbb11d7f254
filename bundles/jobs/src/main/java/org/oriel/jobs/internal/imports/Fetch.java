// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.jobs.internal.Borrowed;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;

/** Step {@code fetch}: the data lie in the staging area. */
final class Fetch implements ImportStep.Work {
  private final Storage storage;
  private final Borrowed borrowed;
  private final ImportSettings settings;

  Fetch(ImportRooms rooms, ImportSettings settings) {
    this.storage = rooms.storage();
    this.borrowed = rooms.borrowed();
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
    if (wanted.order().remote().isPresent()) {
      takeOver(wanted, wanted.order().remote().get(), stop);
    } else {
      download(wanted, stop);
    }
  }

  /** First the metadata: staged data are not looked at again when the import goes on later. */
  private void takeOver(Import wanted, RemoteImage remote, ImportStep.StopSign stop)
      throws Exception {
    RemoteGlance glance = RemoteGlance.find(borrowed, wanted.taskId(), remote);
    RemoteMetadata metadata =
        RemoteMetadata.of(glance.describe(remote.id()), settings.takenProperties());
    Image before = wanted.image();
    wanted.change(metadata::on);
    boolean done = false;
    try (HttpExchange exchange = glance.data(remote.id())) {
      stage(wanted, exchange.length(), Channels.newChannel(exchange.body()), stop);
      done = true;
    } finally {
      if (!done && !stop.given()) {
        wanted.change(image -> metadata.off(image, before));
      }
    }
  }

  private void stage(
      Import wanted, OptionalLong length, ReadableByteChannel data, ImportStep.StopSign stop) {
    Intake intake =
        new Intake(
            Storage.STAGING,
            wanted.imageId(),
            length,
            settings.sizeCap(),
            settings.hashAlgorithm(),
            List.of(new ProgressWatcher(wanted, "Fetched")));
    storage.ingest(intake, new StoppableChannel(data, stop));
  }

  private void download(Import wanted, ImportStep.StopSign stop) throws Exception {
    Optional<URI> uri = wanted.order().uri().flatMap(settings.filter()::permitted);
    if (uri.isEmpty()) {
      throw new Refusal.Invalid("The URI of the data does not pass filtering.");
    }
    try (Download download = Download.open(uri.get(), settings.filter())) {
      stage(wanted, download.length(), download.data(), stop);
    }
  }
}
