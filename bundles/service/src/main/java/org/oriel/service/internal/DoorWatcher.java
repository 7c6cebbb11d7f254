// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.conversion.FormatVerdict;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.Inspector;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.signature.Verification;
import org.oriel.storage.Watcher;

/**
 * Looks at the data of one upload, and judges them by what the image declares when they are
 * complete: not by what it declared when they began to come, for a change of the formats may have
 * been on its way.
 */
final class DoorWatcher implements Watcher, AutoCloseable {
  private final String imageId;
  private final ImageCatalogue catalogue;
  private final Inspector inspector;
  private final FormatVerdict verdict;
  private final Inspection inspection;
  private final Optional<Verification> signature;
  private volatile OptionalLong virtualSize = OptionalLong.empty();

  DoorWatcher(
      String imageId,
      ImageCatalogue catalogue,
      Inspector inspector,
      FormatVerdict verdict,
      Optional<Verification> signature) {
    this.imageId = imageId;
    this.catalogue = catalogue;
    this.inspector = inspector;
    this.verdict = verdict;
    this.inspection = inspector.begin();
    this.signature = signature;
  }

  @Override
  public void see(ByteBuffer bytes) {
    signature.ifPresent(it -> it.feed(bytes.duplicate()));
    inspection.feed(bytes);
  }

  @Override
  public void end(long size) {
    Attributes now =
        catalogue
            .find(imageId, Caller.SYSTEM)
            .filter(image -> image.status() == ImageStatus.SAVING)
            .map(Image::attributes)
            .orElseThrow(() -> gone(imageId));
    signature.ifPresent(it -> it.finish(now));
    virtualSize = verdict.judge(imageId, now, inspection.finish(size), inspector.formats(), size);
  }

  @Override
  public void close() {
    inspection.close();
  }

  /** Bytes of the disk that the data describe, once they were seen to their end. */
  OptionalLong virtualSize() {
    return virtualSize;
  }

  static Refusal.Gone gone(String imageId) {
    return new Refusal.Gone(
        "Image "
            + imageId
            + " could not be found after upload. The image may have been deleted during the"
            + " upload.");
  }
}
