// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Refusal;

/** Image data that wait for their import. */
public interface ImageStaging {
  /**
   * Takes the data of a queued image into the staging area; afterwards it is {@code uploading}, and
   * an import can take them over. After a failure it is queued again, and nothing of the data
   * remains.
   *
   * @param size bytes announced, if any
   * @throws Refusal.Invalid for another size than announced
   * @throws Refusal.Conflict if the image is not queued
   * @throws Refusal.Gone if it was deleted or moved meanwhile
   * @throws Refusal.TooLarge beyond the size cap, or if there is no room
   * @throws UploadBroken if the sender broke off
   */
  Image stage(Caller caller, String id, OptionalLong size, ReadableByteChannel data);

  /**
   * The URL of the other server that has the staged data of an image, if there is one: who deletes
   * the image has to ask it.
   *
   * @throws Refusal.NotFound if the caller may not see the image
   * @throws Refusal.Forbidden if the caller may not delete it
   */
  Optional<String> elsewhere(Caller caller, String id);
}
