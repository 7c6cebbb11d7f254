// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.CachedImage;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.policy.Targets;
import org.oriel.service.ImageCaching;
import org.oriel.storage.ImageCache;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Use cases of the cache. */
@Component
public final class ImageCachingService implements ImageCaching {
  private static final Rules RULES =
      new Rules(
          "cache_list",
          "cache_image",
          "cache_delete",
          "list_cached_nodes",
          "cache_clean",
          "cache_prune");

  private final ImageCatalogue catalogue;
  private final Policy policy;
  private final CacheRoom room;
  private final Rules rules;

  /** The rule for each thing that can be done. */
  private record Rules(
      String list, String queue, String remove, String nodes, String clean, String prune) {
    static Rules all(String rule) {
      return new Rules(rule, rule, rule, rule, rule, rule);
    }
  }

  @Activate
  public ImageCachingService(
      @Reference ImageCatalogue catalogue, @Reference Policy policy, @Reference CacheRoom room) {
    this(catalogue, policy, room, RULES);
  }

  private ImageCachingService(
      ImageCatalogue catalogue, Policy policy, CacheRoom room, Rules rules) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.room = room;
    this.rules = rules;
  }

  @Override
  public ImageCaching older() {
    return new ImageCachingService(catalogue, policy, room, Rules.all("manage_image_cache"));
  }

  private ImageCache permitted(String rule, Caller caller, Map<String, Object> target) {
    policy.require(rule, caller, target);
    return room.cache()
        .orElseThrow(() -> new Refusal.NotFound("Caching via API is not supported at this site."));
  }

  private ImageCache permitted(String rule, Caller caller) {
    return permitted(rule, caller, Map.of());
  }

  @Override
  public Contents contents(Caller caller) {
    ImageCache cache = permitted(rules.list(), caller);
    return new Contents(cache.cached(), cache.queued());
  }

  @Override
  public void queue(Caller caller, String id) {
    Image image = visible(caller, id, rules.queue());
    ImageCache cache = permitted(rules.queue(), caller, Targets.of(image, caller));
    if (image.status() != ImageStatus.ACTIVE) {
      throw new Refusal.Invalid("Only images with status active can be targeted for queueing");
    }
    cache.queue(image.id());
  }

  /** Who may not do anything with the cache does not learn from it what images there are. */
  private Image visible(Caller caller, String id, String rule) {
    Optional<Image> image = catalogue.find(id, caller);
    if (image.isEmpty()) {
      policy.require(rule, caller, Map.of());
    }
    return image.orElseThrow(() -> Access.unknown(id));
  }

  @Override
  public void remove(Caller caller, String id) {
    Optional<Image> image = catalogue.find(id, caller);
    ImageCache cache =
        permitted(
            rules.remove(), caller, image.map(found -> Targets.of(found, caller)).orElse(Map.of()));
    String name = image.map(Image::id).orElse(id);
    boolean queued = cache.unqueue(name);
    boolean cached = cache.remove(name);
    if (!queued && !cached && image.isEmpty()) {
      throw Access.unknown(id);
    }
  }

  @Override
  public int clearCache(Caller caller) {
    ImageCache cache = permitted(rules.remove(), caller);
    List<CachedImage> all = cache.cached();
    return (int) all.stream().filter(image -> cache.remove(image.imageId())).count();
  }

  @Override
  public int clearQueue(Caller caller) {
    ImageCache cache = permitted(rules.remove(), caller);
    return (int) cache.queued().stream().filter(cache::unqueue).count();
  }

  @Override
  public List<String> nodes(Caller caller, String id) {
    Image image = visible(caller, id, rules.nodes());
    return permitted(rules.nodes(), caller, Targets.of(image, caller)).nodes(image.id());
  }

  @Override
  public void clean(Caller caller) {
    permitted(rules.clean(), caller).clean();
  }

  @Override
  public Pruned prune(Caller caller) {
    ImageCache.Pruned pruned = permitted(rules.prune(), caller).prune();
    return new Pruned(pruned.files(), pruned.bytes());
  }
}
