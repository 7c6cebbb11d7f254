// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import org.oriel.image.Refusal;
import org.oriel.storage.ImageCache;

/** Whether there is anything to manage. */
final class CacheState {
  private CacheState() {}

  /** The cache, if it is on. */
  static ImageCache on(ImageCache cache) {
    if (!cache.isOn()) {
      throw new Refusal.Unsupported("The cache is off: image_cache_dir names no directory.");
    }
    return cache;
  }
}
