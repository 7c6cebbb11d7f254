// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.CachedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the cache has, in memory and in the records. A hit is recorded later, together with others:
 * readers do not wait for the database.
 */
final class CacheIndex {
  private static final Logger LOG = LoggerFactory.getLogger(CacheIndex.class);

  private final CacheCatalogue records;
  private final Map<String, CachedImage> entries = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  private CacheIndex(CacheCatalogue records) {
    this.records = records;
  }

  /** Brings files and records together: the files are right about what is there. */
  static CacheIndex open(CacheFiles files, CacheCatalogue records) throws IOException {
    CacheIndex index = new CacheIndex(records);
    Map<String, CachedImage> recorded = new HashMap<>();
    records.all().forEach(each -> recorded.put(each.imageId(), each));
    for (CacheFiles.Entry file : files.whole()) {
      CachedImage known = recorded.remove(file.imageId());
      if (known != null && known.size() == file.size()) {
        index.entries.put(file.imageId(), known);
      } else {
        Instant when = file.modified();
        index.put(new CachedImage(file.imageId(), file.size(), 0, when, when, Optional.empty()));
      }
    }
    index.gone.addAll(recorded.keySet());
    index.write();
    return index;
  }

  Optional<CachedImage> find(String imageId) {
    return Optional.ofNullable(entries.get(imageId));
  }

  /** Everything, the most recently read first. */
  List<CachedImage> all() {
    return entries.values().stream()
        .sorted(
            Comparator.comparing(CachedImage::lastAccessed)
                .reversed()
                .thenComparing(CachedImage::imageId))
        .toList();
  }

  void put(CachedImage image) {
    entries.put(image.imageId(), image);
    gone.remove(image.imageId());
    changed.add(image.imageId());
  }

  void hit(String imageId, Instant now) {
    if (entries.computeIfPresent(imageId, (id, image) -> image.hit(now)) != null) {
      changed.add(imageId);
    }
  }

  void remove(String imageId) {
    entries.remove(imageId);
    changed.remove(imageId);
    gone.add(imageId);
  }

  List<String> nodes(String imageId) {
    return records.nodes(imageId);
  }

  /** Brings the records up to date; what fails is tried again the next time. */
  void write() {
    List<String> left = List.copyOf(gone);
    List<String> ids = List.copyOf(changed);
    if (left.isEmpty() && ids.isEmpty()) {
      return;
    }
    left.forEach(gone::remove);
    ids.forEach(changed::remove);
    List<CachedImage> images = new ArrayList<>();
    ids.forEach(id -> find(id).ifPresent(images::add));
    try {
      records.remove(left);
      records.put(images);
    } catch (RuntimeException e) {
      LOG.warn("What the cache has could not be recorded now: {}", e.toString());
      left.stream().filter(id -> !entries.containsKey(id)).forEach(gone::add);
      ids.stream().filter(entries::containsKey).forEach(changed::add);
    }
  }
}
