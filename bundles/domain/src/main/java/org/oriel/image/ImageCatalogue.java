// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.oriel.event.Event;

/**
 * Port: the records of all images. One transaction per call: after return a change is durable;
 * after an exception nothing has changed. Another server, also Glance, may work on the same records
 * at the same time.
 */
public interface ImageCatalogue {
  /**
   * Adds a new image.
   *
   * @throws Refusal.Conflict if the id was ever used, also by an image deleted since
   */
  void add(Image image);

  /** The living image of an id, if the caller may see it. */
  Optional<Image> find(String id, Caller caller);

  /**
   * A page of living images, in the order of the query.
   *
   * @throws Refusal.Invalid if the query's marker is not an image that the caller may see, or for
   *     an administrator has never been one
   */
  List<Image> list(ImageQuery query, Caller caller);

  /**
   * Stores the difference between two states of one image, and only that: columns, properties, tags
   * and locations that are equal in both keep what somebody else may have written since. A change
   * of status is stored only if the status is still that of {@code before}. A move to {@code
   * deleted} or {@code pending_delete} ends the record with its children; a move to {@code saving}
   * or {@code uploading} is noted with this node until the image leaves that status or the note is
   * {@linkplain #forgetUpload forgotten}.
   *
   * <p>What others are to hear of it is derived from the two states; {@code beside} is what only
   * the caller knows, told in the same transaction.
   *
   * @return {@code after} with the instant of the change
   * @throws Refusal.Conflict if the status was moved by somebody else
   * @throws Refusal.Gone if the image was deleted meanwhile
   */
  Image store(Image before, Image after, List<Event> beside);

  /** {@link #store(Image, Image, List)} with nothing to tell beside. */
  default Image store(Image before, Image after) {
    return store(before, after, List.of());
  }

  /**
   * Stores as {@link #store} does, but only if the record still is as {@code before} says, to the
   * last property.
   *
   * @return {@code after} with the instant of the change
   * @throws Refusal.Outdated if anything was changed by somebody else
   * @throws Refusal.Gone if the image was deleted meanwhile
   */
  Image storeUnchanged(Image before, Image after);

  /**
   * Images whose data this node began to save or to stage before an instant and never finished:
   * what a crash left behind. Includes those deleted since. An entry stays until {@link
   * #forgetUpload} or, for a living image, until it leaves {@code saving} or {@code uploading}.
   */
  List<Image> unfinishedUploads(Instant before);

  /** Forgets the note of an upload: its data are staged, or its remains have been removed. */
  void forgetUpload(String imageId);
}
