// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;

/**
 * Data of images that lie where a caller says. An image that the caller may not see is not found.
 */
public interface ImageLocations {
  /**
   * Gives a queued image data that are there already. Returns as soon as a task for it is noted;
   * whether there are such data, and what their digests are, is found out afterwards.
   *
   * @param expected digest that the data must have
   * @param requestId the request that it came with
   * @throws Refusal.Forbidden by policy, or for a place that only services may name
   * @throws Refusal.Conflict if the image is not queued, or another task works on it
   * @throws Refusal.Invalid for a digest that cannot be
   * @throws Refusal.Unavailable if too many such tasks wait
   */
  void add(
      Caller caller,
      String id,
      String url,
      Optional<Multihash> expected,
      Optional<String> requestId);

  /**
   * Where the data lie, best store first, with whatever secrets the places hold.
   *
   * @throws Refusal.Forbidden by policy: for services only
   */
  List<ImageLocation> list(Caller caller, String id);
}
