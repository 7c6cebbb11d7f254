// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.Storage;

/**
 * Takes single copies away from images that keep others. First the record forgets the copy; then it
 * is read again, because somebody else may have taken the other copies away at the same time; only
 * when one is left the data go. What breaks off in between leaves data that nobody needs, and never
 * an image without data.
 */
final class Copies {
  private final ImageCatalogue catalogue;
  private final Storage storage;

  Copies(ImageCatalogue catalogue, Storage storage) {
    this.catalogue = catalogue;
    this.storage = storage;
  }

  /**
   * Removes data that the record has just forgotten.
   *
   * @throws Refusal.Forbidden if nothing would be left; the record has the copies again
   * @throws Refusal.Conflict if the data are in use; the record has them again
   */
  void discard(Image image, List<ImageLocation> forgotten) {
    if (forgotten.isEmpty()) {
      return;
    }
    List<ImageLocation> left = new ArrayList<>(forgotten);
    if (now(image).content().locations().isEmpty()) {
      remember(image, left);
      throw lastOne();
    }
    try {
      for (ImageLocation each : forgotten) {
        storage.discard(each);
        left.remove(each);
      }
    } catch (Refusal e) {
      remember(image, left);
      throw e instanceof Refusal.Conflict
          ? new Refusal.Conflict(
              "Image "
                  + image.id()
                  + " could not be deleted because it is in use: "
                  + Objects.requireNonNullElse(e.getMessage(), ""))
          : e;
    }
  }

  private void remember(Image image, List<ImageLocation> left) {
    Image now = now(image);
    List<ImageLocation> all = new ArrayList<>(now.content().locations());
    all.addAll(left);
    catalogue.store(now, now.with(with(now.content(), all)));
  }

  private Image now(Image image) {
    return catalogue.find(image.id(), Caller.SYSTEM).orElseThrow(() -> Access.unknown(image.id()));
  }

  static Content with(Content content, List<ImageLocation> locations) {
    return new Content(
        content.size(), content.virtualSize(), content.checksum(), content.multihash(), locations);
  }

  static Refusal lastOne() {
    return new Refusal.Forbidden(
        "Cannot delete image data from the only store containing it. Consider deleting the image"
            + " instead.");
  }
}
