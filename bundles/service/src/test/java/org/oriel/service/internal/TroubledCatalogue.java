// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.oriel.event.Event;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageQuery;

/** A catalogue whose database can break: before a change, or after it without an answer. */
final class TroubledCatalogue implements ImageCatalogue {
  private final ImageCatalogue real;
  volatile BiPredicate<Image, Image> breaksBefore = (before, after) -> false;
  volatile BiPredicate<Image, Image> breaksAfter = (before, after) -> false;
  volatile Runnable beforeStore = () -> {};

  TroubledCatalogue(ImageCatalogue real) {
    this.real = real;
  }

  @Override
  public void add(Image image) {
    real.add(image);
  }

  @Override
  public Optional<Image> find(String id, Caller caller) {
    return real.find(id, caller);
  }

  @Override
  public List<Image> list(ImageQuery query, Caller caller) {
    return real.list(query, caller);
  }

  @Override
  public Image store(Image before, Image after, List<Event> beside) {
    beforeStore.run();
    if (breaksBefore.test(before, after)) {
      throw new IllegalStateException("The database is away.");
    }
    Image stored = real.store(before, after, beside);
    if (breaksAfter.test(before, after)) {
      throw new IllegalStateException("The database did not answer.");
    }
    return stored;
  }

  @Override
  public Image storeUnchanged(Image before, Image after) {
    beforeStore.run();
    return real.storeUnchanged(before, after);
  }

  @Override
  public List<Image> unfinishedUploads(Instant before) {
    return real.unfinishedUploads(before);
  }

  @Override
  public void forgetUpload(String imageId) {
    real.forgetUpload(imageId);
  }
}
