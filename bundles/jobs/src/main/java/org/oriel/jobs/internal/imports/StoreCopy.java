// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.event.Event;
import org.oriel.event.ImageEvents;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.signature.Verification;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;
import org.oriel.storage.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one copy of the data in one store, and records it. */
final class StoreCopy {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCopy.class);

  private final ImportRooms rooms;
  private final Storage storage;
  private final ImportSettings settings;

  StoreCopy(ImportRooms rooms, ImportSettings settings) {
    this.rooms = rooms;
    this.storage = rooms.storage();
    this.settings = settings;
  }

  /** Whether the record says that a store has the data. */
  boolean holds(Image image, String store) {
    return image.content().locations().stream()
        .anyMatch(location -> location.store().orElseGet(storage::defaultStore).equals(store));
  }

  void make(Import wanted, String store, ImportStep.StopSign stop) throws IOException {
    requireInspectors();
    Image image = wanted.image();
    // What lies there without a record is what a crash cut off.
    storage.find(store, image.id()).ifPresent(storage::discard);
    tell(ImageEvents.prepared(image, named(store)));
    Stored stored;
    OptionalLong virtualSize;
    try (ImageData data = storage.open(sources(wanted, image));
        DataWatcher watcher =
            new DataWatcher(
                wanted,
                rooms.inspector(),
                settings.requireFormatMatch(),
                signature(wanted, image))) {
      requireRoom(wanted, data.size());
      Intake intake =
          new Intake(
              store,
              image.id(),
              OptionalLong.of(data.size()),
              settings.sizeCap(),
              settings.hashAlgorithm(),
              List.of(watcher, new ProgressWatcher(wanted, "Copied")));
      stored = storage.ingest(intake, new StoppableChannel(data.from(0), stop));
      virtualSize = watcher.virtualSize();
    }
    boolean recorded = false;
    try {
      requireSame(wanted, image, stored);
      wanted.change(
          now -> Import.written(with(wanted, now, stored, virtualSize), store), StoreCopy::told);
      recorded = true;
    } finally {
      if (!recorded) {
        discard(stored);
      }
    }
  }

  /** Each copy counts. */
  private void requireRoom(Import wanted, long size) {
    rooms.quotas().requireRoom(wanted.project(), Optional.empty(), OptionalLong.of(size));
  }

  /** Copies are held against the checksum; they were verified when their image came. */
  private Optional<Verification> signature(Import wanted, Image image) {
    if (wanted.order().copies()) {
      return Optional.empty();
    }
    Caller caller = Caller.SYSTEM.withToken(rooms.borrowed().find(wanted.taskId()));
    return rooms.signatures().begin(image.id(), image.attributes(), caller);
  }

  private Optional<String> named(String store) {
    return storage.multistore() ? Optional.of(store) : Optional.empty();
  }

  private void tell(Event event) {
    try {
      rooms.outbox().add(List.of(event));
    } catch (RuntimeException e) {
      LOG.warn("Nobody is notified of an {}: {}", event.type(), e.toString());
    }
  }

  /** The last store of an import is told of by the image's becoming active. */
  private static List<Event> told(Image before, Image after) {
    boolean last =
        before.status() == ImageStatus.IMPORTING
            && (after.status() == ImageStatus.ACTIVE
                || Import.stores(after, Import.WAITING).isEmpty());
    return last ? List.of() : List.of(ImageEvents.uploaded(after));
  }

  /** Without its inspector, a format would pass unseen. */
  private void requireInspectors() {
    for (String format : settings.requiredInspectors()) {
      if (!rooms.inspector().formats().contains(format)) {
        throw new Refusal.Unavailable(
            "Data of format " + format + " cannot be recognised now.", Duration.ofSeconds(5));
      }
    }
  }

  private List<ImageLocation> sources(Import wanted, Image image) {
    if (wanted.order().copies()) {
      return image.content().locations();
    }
    Optional<ImageLocation> staged = storage.find(Storage.STAGING, image.id());
    return List.of(staged.orElseThrow(() -> new Refusal.NotFound("The staged data have gone.")));
  }

  /** A copy of bad data is no copy. */
  private static void requireSame(Import wanted, Image image, Stored stored) {
    Optional<String> known = image.content().checksum();
    if (wanted.order().copies() && known.isPresent() && !known.get().equals(stored.checksum())) {
      throw new Refusal.Unsupported("The data are not those that the image was made of.");
    }
  }

  private static Image with(Import wanted, Image image, Stored stored, OptionalLong virtualSize) {
    Content content = image.content();
    List<ImageLocation> locations = new ArrayList<>(content.locations());
    locations.add(stored.location());
    if (wanted.order().copies() || image.status() == ImageStatus.ACTIVE) {
      return image.with(
          new Content(
              content.size(),
              content.virtualSize(),
              content.checksum(),
              content.multihash(),
              locations));
    }
    Content first =
        new Content(
            OptionalLong.of(stored.size()),
            virtualSize,
            Optional.of(stored.checksum()),
            Optional.of(stored.multihash()),
            locations);
    return wanted.order().allMustSucceed() ? image.with(first) : image.activate(first);
  }

  private void discard(Stored stored) {
    try {
      storage.discard(stored.location());
    } catch (RuntimeException e) {
      LOG.warn("A copy that nobody wants any more stays: {}", e.toString());
    }
  }
}
