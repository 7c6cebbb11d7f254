// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Instant;
import java.util.Optional;

/**
 * Data of an image in the cache of one server.
 *
 * @param size bytes
 * @param hits how often they were given out
 * @param lastAccessed when they were given out last, or when they came
 * @param lastModified when they came
 * @param checksum MD5 in lower-case hexadecimal, if it was noted
 */
public record CachedImage(
    String imageId,
    long size,
    long hits,
    Instant lastAccessed,
    Instant lastModified,
    Optional<String> checksum) {

  /** The same, given out once more. */
  public CachedImage hit(Instant now) {
    return new CachedImage(imageId, size, hits + 1, now, lastModified, checksum);
  }
}
