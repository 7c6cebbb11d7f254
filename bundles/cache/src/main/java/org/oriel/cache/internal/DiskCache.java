// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.nio.channels.ReadableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.oriel.base.Workers;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.CachedImage;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.storage.ImageCache;
import org.oriel.storage.ImageData;
import org.oriel.storage.Storage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache of this server, and what is done for it now and then. */
@Component(
    immediate = true,
    configurationPid = CacheSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DiskCache implements ImageCache {
  private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);

  /** In this time somebody may think better of it. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final long RETRY_SECONDS = 60;
  private static final long WRITE_SECONDS = 10;
  private static final long UPKEEP_SECONDS = 300;
  private static final long END_SECONDS = 5;

  private final Optional<OpenCache> cache;
  private final ImageCatalogue catalogue;
  private final Optional<Prefetch> prefetch;
  private final Clock clock;
  private final ScheduledExecutorService fetching = Workers.timer("cache-fetch");
  private final ScheduledExecutorService upkeep = Workers.timer("cache-upkeep");
  private volatile boolean stopping;

  @Activate
  public DiskCache(
      @Reference ImageCatalogue catalogue,
      @Reference CacheCatalogue records,
      @Reference Storage storage,
      Map<String, Object> settings) {
    this(catalogue, records, storage, CacheSettings.of(settings), Clock.systemUTC());
  }

  DiskCache(
      ImageCatalogue catalogue,
      CacheCatalogue records,
      Storage storage,
      CacheSettings settings,
      Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
    this.cache =
        settings.directory().map(directory -> OpenCache.open(directory, settings, records, clock));
    this.prefetch = cache.map(open -> new Prefetch(open, catalogue, storage));
    if (cache.isPresent()) {
      repeat(fetching, this::fetchQueued, RETRY_SECONDS);
      repeat(upkeep, cache.get()::write, WRITE_SECONDS);
      repeat(upkeep, this::keepUp, UPKEEP_SECONDS);
    }
  }

  private static void repeat(ScheduledExecutorService timer, Runnable work, long seconds) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(() -> guarded(work), seconds, seconds, TimeUnit.SECONDS);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("Work on the cache failed.", e);
    }
  }

  /** Ends what it does; what was half fetched goes. */
  @Deactivate
  public void close() {
    stopping = true;
    fetching.shutdown();
    upkeep.shutdownNow();
    try {
      if (!fetching.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        fetching.shutdownNow();
      }
    } catch (InterruptedException e) {
      fetching.shutdownNow();
      Thread.currentThread().interrupt();
    }
    cache.ifPresent(OpenCache::close);
  }

  /** Fetches everything that has waited long enough. */
  void fetchQueued() {
    OpenCache open = cache.orElseThrow();
    for (String id : open.queuedBefore(clock.instant().minus(PAUSE))) {
      if (stopping) {
        return;
      }
      prefetch.orElseThrow().fetch(id, () -> stopping);
    }
  }

  /** Lets go what nobody can want any more. */
  void keepUp() {
    OpenCache open = cache.orElseThrow();
    for (CachedImage each : open.all()) {
      if (catalogue.find(each.imageId(), Caller.SYSTEM).isEmpty()) {
        boolean unused = open.remove(each.imageId());
      }
    }
    open.clean();
    Pruned unused = open.prune();
  }

  @Override
  public boolean isOn() {
    return cache.isPresent();
  }

  @Override
  public Optional<ImageData> open(Image image) {
    return cache.filter(OpenCache::serves).flatMap(open -> open.read(image));
  }

  @Override
  public ReadableByteChannel filling(Image image, ReadableByteChannel data) {
    return cache
        .filter(open -> open.serves() && !stopping)
        .map(open -> open.filling(image, data))
        .orElse(data);
  }

  @Override
  public List<CachedImage> cached() {
    return cache.map(OpenCache::all).orElse(List.of());
  }

  @Override
  public List<String> queued() {
    return cache.map(OpenCache::queued).orElse(List.of());
  }

  @Override
  public void queue(String imageId) {
    if (cache.isPresent() && !stopping) {
      cache.get().queue(imageId);
      ScheduledFuture<?> unused =
          fetching.schedule(
              () -> guarded(this::fetchQueued), PAUSE.toMillis() + 50, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public boolean remove(String imageId) {
    return cache.filter(open -> open.remove(imageId)).isPresent();
  }

  @Override
  public boolean unqueue(String imageId) {
    return cache.filter(open -> open.unqueue(imageId)).isPresent();
  }

  @Override
  public List<String> nodes(String imageId) {
    return cache.map(open -> open.nodes(imageId)).orElse(List.of());
  }

  @Override
  public Pruned prune() {
    return cache.map(OpenCache::prune).orElse(new Pruned(0, 0));
  }

  @Override
  public void clean() {
    cache.ifPresent(OpenCache::clean);
  }
}
