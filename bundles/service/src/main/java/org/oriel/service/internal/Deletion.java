// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.storage.Storage;

/**
 * Deletes images: the data first, then the record. What breaks off in between leaves an image that
 * can be deleted again, and never data that no record knows of.
 */
final class Deletion {
  /** How often somebody else may move the image while we look at it. */
  private static final int MAX_TRIES = 5;

  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Access access;
  private final LocationWork work;
  private final boolean delayed;

  Deletion(
      ImageCatalogue catalogue,
      Storage storage,
      Access access,
      LocationWork work,
      boolean delayed) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.access = access;
    this.work = work;
    this.delayed = delayed;
  }

  /**
   * Deletes an image.
   *
   * @param check refuses an image that is not as it has to be
   */
  void delete(Caller caller, String id, Consumer<Image> check) {
    for (int tries = 1; ; tries++) {
      Image image = wanted(caller, id);
      check.accept(image);
      Image after = ended(image);
      if (tries == 1 && work.cancel(id)) {
        // What the work made of it until then is what ends.
        image = wanted(caller, id);
        after = ended(image);
      }
      if (after.status() == ImageStatus.DELETED) {
        discard(image);
        discardStaged(image);
      }
      try {
        catalogue.store(image, after);
        return;
      } catch (Refusal.Gone e) {
        throw unknown(id);
      } catch (Refusal.Conflict e) {
        // Perhaps its data have just become whole: look again, so that they go too.
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  private Image wanted(Caller caller, String id) {
    try {
      return access.changeable(caller, id, "delete_image");
    } catch (Refusal.NotFound e) {
      throw unknown(id);
    }
  }

  private Image ended(Image image) {
    try {
      return image.delete(delayed);
    } catch (Refusal.Conflict e) {
      throw new Refusal.Invalid(Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  /** All locations, whatever the status; if one stays, the record keeps just those that stay. */
  private void discard(Image image) {
    List<ImageLocation> left = new ArrayList<>(image.content().locations());
    try {
      for (ImageLocation each : image.content().locations()) {
        storage.discard(each);
        left.remove(each);
      }
    } catch (Refusal.Conflict e) {
      keep(image, left);
      throw new Refusal.Conflict(
          "Image " + image.id() + " could not be deleted because it is in use: " + e.getMessage());
    } catch (Refusal.Unavailable e) {
      keep(image, left);
      throw e;
    }
  }

  private void discardStaged(Image image) {
    if (image.status() == ImageStatus.UPLOADING || image.status() == ImageStatus.IMPORTING) {
      storage.find(Storage.STAGING, image.id()).ifPresent(storage::discard);
    }
  }

  private void keep(Image image, List<ImageLocation> left) {
    Content content = image.content();
    if (left.size() < content.locations().size()) {
      Content kept =
          new Content(
              content.size(), content.virtualSize(), content.checksum(), content.multihash(), left);
      catalogue.store(image, image.with(kept));
    }
  }

  private static Refusal unknown(String id) {
    return new Refusal.NotFound("Failed to find image " + id + " to delete");
  }
}
