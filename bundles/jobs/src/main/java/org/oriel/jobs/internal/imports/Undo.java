// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a failure: the image is queued again, or, if it was to be copied, as it was; nothing of the
 * data remains. The record goes before the data, so that a crash in between leaves no image that
 * points to nothing.
 */
final class Undo {
  private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

  private final Storage storage;
  private final Duration taskLife;

  Undo(Storage storage, Duration taskLife) {
    this.storage = storage;
    this.taskLife = taskLife;
  }

  void run(Import wanted, String reason) {
    try {
      Image image = wanted.image();
      List<ImageLocation> ours = ours(wanted, image);
      Image undone = wanted.change(now -> undone(wanted, now, ours));
      ours.forEach(this::discard);
      if (wanted.ownsImage() && undone.status() == ImageStatus.QUEUED) {
        wanted.change(now -> now.delete(false));
      }
      Finish.unstage(storage, wanted);
    } catch (Refusal.Gone e) {
      LOG.debug("Image {} has gone meanwhile.", wanted.imageId(), e);
      Finish.unstage(storage, wanted);
    } catch (Refusal.Conflict e) {
      // Somebody else has taken over; what is staged may be his.
      LOG.debug("Image {} belongs to another import.", wanted.imageId(), e);
    }
    wanted.fail(reason, taskLife);
  }

  /** What this import has stored. */
  private List<ImageLocation> ours(Import wanted, Image image) {
    return image.content().locations().stream()
        .filter(
            location ->
                !wanted.order().copies()
                    || wanted
                        .order()
                        .stores()
                        .contains(location.store().orElseGet(storage::defaultStore)))
        .toList();
  }

  private static Image undone(Import wanted, Image image, List<ImageLocation> ours) {
    List<String> failed = wanted.order().stores();
    Image told =
        Import.listed(Import.listed(image, Import.WAITING, List.of()), Import.FAILED, failed);
    if (image.status() == ImageStatus.IMPORTING) {
      return Import.with(told.requeue(), Finish.STAGE_HOST, Optional.empty());
    }
    if (!wanted.order().copies()) {
      return told;
    }
    Content content = image.content();
    List<ImageLocation> kept =
        content.locations().stream().filter(each -> !ours.contains(each)).toList();
    return told.with(
        new Content(
            content.size(), content.virtualSize(), content.checksum(), content.multihash(), kept));
  }

  private void discard(ImageLocation location) {
    try {
      storage.discard(location);
    } catch (Refusal e) {
      LOG.warn("Data of a failed import stay: {}", e.getMessage());
    }
  }
}
