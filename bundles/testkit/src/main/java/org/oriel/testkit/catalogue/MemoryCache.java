// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.CachedImage;

/** Records of caches that live in memory: what other rooms test with. */
public final class MemoryCache implements CacheCatalogue {
  private final Map<String, Map<String, CachedImage>> nodes;
  private final String node;

  /** Empty records, as one node sees them. */
  public MemoryCache(String node) {
    this(new ConcurrentSkipListMap<>(), node);
  }

  private MemoryCache(Map<String, Map<String, CachedImage>> nodes, String node) {
    this.nodes = nodes;
    this.node = node;
  }

  /** The same records, as another node sees them. */
  public MemoryCache onNode(String other) {
    return new MemoryCache(nodes, other);
  }

  private Map<String, CachedImage> mine() {
    return nodes.computeIfAbsent(node, any -> new ConcurrentHashMap<>());
  }

  @Override
  public List<CachedImage> all() {
    return List.copyOf(new TreeMap<>(mine()).values());
  }

  @Override
  public void put(Collection<CachedImage> images) {
    images.forEach(image -> mine().put(image.imageId(), image));
  }

  @Override
  public void remove(Collection<String> imageIds) {
    mine().keySet().removeAll(List.copyOf(imageIds));
  }

  @Override
  public List<String> nodes(String imageId) {
    return nodes.entrySet().stream()
        .filter(each -> each.getValue().containsKey(imageId))
        .map(Map.Entry::getKey)
        .toList();
  }
}
