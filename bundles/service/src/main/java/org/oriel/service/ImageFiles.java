// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Refusal;

/** Image data. */
public interface ImageFiles {
  /**
   * Takes in the data of a queued image; afterwards it is active. After a failure it is queued
   * again, and nothing of the data remains.
   *
   * @param size bytes announced, if any
   * @param store id of the wanted store; the default one if absent
   * @throws Refusal.Invalid for missing formats, an unknown store or another size than announced
   * @throws Refusal.Conflict if the image is not queued
   * @throws Refusal.Gone if it was deleted or moved meanwhile
   * @throws Refusal.Unsupported if the data are not what the image declares, or not safe
   * @throws Refusal.TooLarge beyond the size cap, or if the store is full
   * @throws UploadBroken if the sender broke off
   */
  Image upload(
      Caller caller,
      String id,
      OptionalLong size,
      Optional<String> store,
      ReadableByteChannel data);

  /**
   * Opens the data of an image; empty if it has none yet.
   *
   * @param preferred ids of stores to read from before all others, best first
   * @throws Refusal.Invalid if such a store is not configured
   * @throws Refusal.Forbidden if it is deactivated and the caller no administrator
   * @throws Refusal.Unavailable if its store is away
   */
  Optional<Download> open(Caller caller, String id, List<String> preferred);

  /** Opens the data of an image from the best store that has them. */
  default Optional<Download> open(Caller caller, String id) {
    return open(caller, id, List.of());
  }
}
