// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.oriel.storage.ImageCache;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Where the cache is, if there is one: images are served without it just as well. */
@Component(service = CacheRoom.class)
public final class CacheRoom {
  private final AtomicReference<@Nullable ImageCache> cache = new AtomicReference<>();

  /** A cache came. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setCache(ImageCache added) {
    cache.set(added);
  }

  void unsetCache(ImageCache gone) {
    cache.compareAndSet(gone, null);
  }

  /** The cache, if it is on. */
  Optional<ImageCache> cache() {
    return Optional.ofNullable(cache.get()).filter(ImageCache::isOn);
  }
}
