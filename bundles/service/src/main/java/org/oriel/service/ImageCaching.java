// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import org.oriel.image.CachedImage;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * What callers do with the cache of this server. Every method throws {@link Refusal.Forbidden} by
 * policy, and then {@link Refusal.NotFound} if there is no cache here.
 */
public interface ImageCaching {
  /** What is there, and the ids of what waits to be fetched. */
  record Contents(List<CachedImage> cached, List<String> queued) {
    public Contents {
      cached = List.copyOf(cached);
      queued = List.copyOf(queued);
    }
  }

  /** What pruning took away. */
  record Pruned(int files, long bytes) {}

  Contents contents(Caller caller);

  /**
   * Has the data of an image fetched soon.
   *
   * @throws Refusal.NotFound if the caller may not see the image
   * @throws Refusal.Invalid if it is not active
   */
  void queue(Caller caller, String id);

  /**
   * Removes an image, from the cache or the queue.
   *
   * @throws Refusal.NotFound if it is in neither and the caller may not see it
   */
  void remove(Caller caller, String id);

  /** Removes everything that is cached; says how many images that were. */
  int clearCache(Caller caller);

  /** Removes everything that waits; says how many images that were. */
  int clearQueue(Caller caller);

  /**
   * Names of the servers that have an image in their caches.
   *
   * @throws Refusal.NotFound if the caller may not see the image
   */
  List<String> nodes(Caller caller, String id);

  /** Removes what is of no use. */
  void clean(Caller caller);

  /** Removes what was not read for the longest time until the rest is small enough. */
  Pruned prune(Caller caller);

  /** The same for the older API, which knows but one rule. */
  ImageCaching older();
}
