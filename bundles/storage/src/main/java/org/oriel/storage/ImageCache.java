// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import org.oriel.image.CachedImage;
import org.oriel.image.Image;

/**
 * Data of images on the local disk, so that not every reader needs their store. Without a directory
 * it is off: then nothing is kept, and nothing found.
 */
public interface ImageCache {
  /** What pruning took away. */
  record Pruned(int files, long bytes) {}

  /** Whether the operator named a directory. */
  boolean isOn();

  /**
   * Opens what the cache has of an active image; counts as a hit.
   *
   * @return data that the caller closes; empty if there are none, they are not those of the image
   *     as it is now, or downloads do not go through the cache
   */
  Optional<ImageData> open(Image image);

  /**
   * Lets the cache look on while the data of an image are read. When they have been read to their
   * end, the cache has them; else nothing remains.
   *
   * @param data the whole data; closed with what is returned
   * @return what to read instead; fails only where {@code data} would fail
   */
  ReadableByteChannel filling(Image image, ReadableByteChannel data);

  /** What is there, the most recently read first. */
  List<CachedImage> cached();

  /** Ids of images that wait to be fetched, the oldest first. */
  List<String> queued();

  /** Has the data of an image fetched soon, unless they are there or on their way. */
  void queue(String imageId);

  /** Removes the data of an image; {@code false} if they were not there. */
  boolean remove(String imageId);

  /** Takes an image out of the queue; {@code false} if it was not in it. */
  boolean unqueue(String imageId);

  /** Names of the servers that have the data of an image in their caches. */
  List<String> nodes(String imageId);

  /** Removes what was not read for the longest time until the rest is small enough. */
  Pruned prune();

  /** Removes what is of no use: data that were not as they should be, and unfinished ones. */
  void clean();
}
