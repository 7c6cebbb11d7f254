// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Collection;
import java.util.List;

/** Port: records of what each server has in its cache. A catalogue speaks for one server. */
public interface CacheCatalogue {
  /** What this server has, by its records. */
  List<CachedImage> all();

  /** Records what this server has of some images, in place of what was recorded of them. */
  void put(Collection<CachedImage> images);

  /** Removes what is recorded of some images for this server. */
  void remove(Collection<String> imageIds);

  /** Names of the servers that have an image, in order. */
  List<String> nodes(String imageId);
}
