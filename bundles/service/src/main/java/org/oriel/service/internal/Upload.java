// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.conversion.FormatVerdict;
import org.oriel.conversion.Inspector;
import org.oriel.event.ImageEvents;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.policy.ProjectQuotas;
import org.oriel.service.UploadBroken;
import org.oriel.signature.Signatures;
import org.oriel.signature.Verification;
import org.oriel.storage.Intake;
import org.oriel.storage.SourceBroken;
import org.oriel.storage.Storage;
import org.oriel.storage.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the data of an image, after all permissions: saving, then active; or queued again with
 * nothing left.
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Inspector inspector;
  private final Signatures signatures;
  private final UploadRecovery recovery;
  private final ProjectQuotas projects;
  private final ServiceSettings settings;

  Upload(
      ImageCatalogue catalogue,
      Storage storage,
      Inspector inspector,
      Signatures signatures,
      UploadRecovery recovery,
      ProjectQuotas projects,
      ServiceSettings settings) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.inspector = inspector;
    this.signatures = signatures;
    this.recovery = recovery;
    this.projects = projects;
    this.settings = settings;
  }

  /**
   * Takes in data.
   *
   * @param caller whose project's quotas count, and whose token opens the key manager
   */
  Image run(Caller caller, Image image, String store, OptionalLong size, ReadableByteChannel data) {
    Image saving = image.beginUpload();
    if (size.isPresent() && size.getAsLong() > settings.sizeCap()) {
      throw new Refusal.TooLarge(
          "Denying attempt to upload image larger than " + settings.sizeCap() + " bytes.");
    }
    requireInspectors();
    Optional<String> project = caller.project();
    RoomWatcher room = RoomWatcher.of(projects, project, image.id(), size);
    Optional<Verification> signature = signatures.begin(image.id(), image.attributes(), caller);
    UploadRecovery.Running running = recovery.begin(image.id());
    try {
      Image begun = begin(image, saving, store);
      requireTurn(begun, project);
      removeLeftovers(begun);
      return receive(begun, store, size, data, room, signature);
    } finally {
      running.close();
    }
  }

  /** Without its inspector, a format would pass unseen: while a plugin is exchanged, or at boot. */
  private void requireInspectors() {
    for (String format : settings.requiredInspectors()) {
      if (!inspector.formats().contains(format)) {
        throw new Refusal.Unavailable(
            "Data of format " + format + " cannot be recognised now.", Duration.ofSeconds(5));
      }
    }
  }

  private Image begin(Image image, Image saving, String store) {
    Optional<String> named = storage.multistore() ? Optional.of(store) : Optional.empty();
    try {
      return catalogue.store(image, saving, List.of(ImageEvents.prepared(saving, named)));
    } catch (Refusal.Conflict e) {
      throw new Refusal.Conflict("Image status transition from saving to saving is not allowed");
    } catch (Refusal.Gone e) {
      throw Access.unknown(image.id());
    } catch (RuntimeException e) {
      // It may have been stored all the same.
      recovery.later(image.id());
      throw e;
    }
  }

  /** The image counts among those on their way as soon as it is saving. */
  private void requireTurn(Image saving, Optional<String> project) {
    try {
      projects.requireUploads(project);
    } catch (RuntimeException e) {
      putBack(saving, reason(e));
      throw e;
    }
  }

  /** Glance leaves refused data with the queued image; with us they would be in the way. */
  private void removeLeftovers(Image saving) {
    try {
      saving.content().locations().forEach(storage::discard);
    } catch (RuntimeException e) {
      clearLater(saving, e);
      throw e;
    }
  }

  private Image receive(
      Image saving,
      String store,
      OptionalLong size,
      ReadableByteChannel data,
      RoomWatcher room,
      Optional<Verification> signature) {
    FormatVerdict verdict = new FormatVerdict(settings.requireFormatMatch());
    Stored stored;
    OptionalLong virtualSize;
    try (DoorWatcher watcher =
        new DoorWatcher(saving.id(), catalogue, inspector, verdict, signature)) {
      Intake intake =
          new Intake(
              store,
              saving.id(),
              size,
              settings.sizeCap(),
              settings.hashAlgorithm(),
              List.of(room, watcher));
      stored = storage.ingest(intake, data);
      virtualSize = watcher.virtualSize();
    } catch (SourceBroken e) {
      putBack(saving, "the sender broke off");
      throw new UploadBroken(Objects.requireNonNull(e.getCause()));
    } catch (RuntimeException | Error e) {
      if (putBack(saving, reason(e))) {
        throw e;
      }
      throw DoorWatcher.gone(saving.id());
    }
    return activate(saving, stored, virtualSize);
  }

  private Image activate(Image saving, Stored stored, OptionalLong virtualSize) {
    Content content =
        new Content(
            OptionalLong.of(stored.size()),
            virtualSize,
            Optional.of(stored.checksum()),
            Optional.of(stored.multihash()),
            List.of(stored.location()));
    try {
      return catalogue.store(saving, saving.activate(content));
    } catch (Refusal.Conflict | Refusal.Gone e) {
      discard(saving, stored);
      throw DoorWatcher.gone(saving.id());
    } catch (RuntimeException e) {
      // It may have been stored all the same: whoever looks later knows.
      recovery.later(saving.id());
      throw e;
    }
  }

  /** The image went away while its data came: they go too. */
  private void discard(Image saving, Stored stored) {
    try {
      storage.discard(stored.location());
      catalogue.forgetUpload(saving.id());
    } catch (RuntimeException e) {
      clearLater(saving, e);
    }
  }

  /** What others may hear of a problem: refusals are made for that, faults are not. */
  private static String reason(Throwable problem) {
    return problem instanceof Refusal
        ? Objects.requireNonNullElse(problem.getMessage(), "")
        : "internal error";
  }

  /** Queues the image again; {@code false} if it was deleted or moved meanwhile. */
  private boolean putBack(Image saving, String reason) {
    try {
      catalogue.store(
          saving, saving.requeue(), List.of(ImageEvents.uploadFailed(saving.id(), reason)));
      return true;
    } catch (Refusal.Gone e) {
      forget(saving);
      return false;
    } catch (Refusal.Conflict e) {
      return false;
    } catch (RuntimeException e) {
      clearLater(saving, e);
      return true;
    }
  }

  private void forget(Image saving) {
    try {
      catalogue.forgetUpload(saving.id());
    } catch (RuntimeException e) {
      clearLater(saving, e);
    }
  }

  private void clearLater(Image saving, RuntimeException trouble) {
    LOG.warn("Image {} is cleared away later: {}", saving.id(), trouble.toString());
    recovery.later(saving.id());
  }
}
