// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.CachedImage;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.storage.ImageCache;
import org.oriel.storage.ImageData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache in a directory: what there is, what comes and what goes. */
final class OpenCache implements AutoCloseable, Filling.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(OpenCache.class);

  private final CacheSettings settings;
  private final CacheFiles files;
  private final CacheIndex index;
  private final Clock clock;
  private final Map<String, Filling> fillings = new ConcurrentHashMap<>();

  private OpenCache(CacheSettings settings, CacheFiles files, CacheIndex index, Clock clock) {
    this.settings = settings;
    this.files = files;
    this.index = index;
    this.clock = clock;
  }

  static OpenCache open(
      Path directory, CacheSettings settings, CacheCatalogue records, Clock clock) {
    try {
      CacheFiles files = CacheFiles.open(directory);
      boolean done = false;
      try {
        OpenCache cache = new OpenCache(settings, files, CacheIndex.open(files, records), clock);
        done = true;
        return cache;
      } finally {
        if (!done) {
          files.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The cache " + directory + " cannot be used.", e);
    }
  }

  boolean serves() {
    return settings.serves();
  }

  Optional<CachedImage> find(String imageId) {
    return index.find(imageId);
  }

  /** Opens data if they are those of the image; removes them if they are not. */
  Optional<ImageData> read(Image image) {
    Optional<CachedImage> found = index.find(image.id());
    if (found.isEmpty() || image.status() != ImageStatus.ACTIVE) {
      return Optional.empty();
    }
    if (!isOf(found.get(), image)) {
      LOG.info("The cache has other data of image {} than its store; they go.", image.id());
      remove(image.id());
      return Optional.empty();
    }
    try {
      FileChannel file = files.read(image.id());
      if (file.size() != found.get().size()) {
        file.close();
        remove(image.id());
        return Optional.empty();
      }
      index.hit(image.id(), clock.instant());
      return Optional.of(new CachedData(file, found.get().size()));
    } catch (NoSuchFileException e) {
      index.remove(image.id());
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("The cache does not give image {} out: {}", image.id(), e.toString());
      return Optional.empty();
    }
  }

  private static boolean isOf(CachedImage cached, Image image) {
    Optional<String> known = image.content().checksum();
    return image.content().size().orElse(-1) == cached.size()
        && (known.isEmpty() || cached.checksum().filter(sum -> !sum.equals(known.get())).isEmpty());
  }

  /** What keeps the data of an image while they are read; one reader at a time does that. */
  ReadableByteChannel filling(Image image, ReadableByteChannel data) {
    long size = image.content().size().orElse(-1);
    if (image.status() != ImageStatus.ACTIVE
        || size < 0
        || size > settings.mostBytes()
        || index.find(image.id()).isPresent()) {
      return data;
    }
    try {
      if (files.free() <= size) {
        LOG.warn("The disk of the cache has no room for image {}.", image.id());
        return data;
      }
      Filling filling = new Filling(image, data, files.begin(image.id()), this);
      fillings.put(image.id(), filling);
      return filling;
    } catch (FileAlreadyExistsException e) {
      return data; // somebody else is about to
    } catch (IOException e) {
      LOG.warn("The cache does not keep image {}: {}", image.id(), e.toString());
      return data;
    }
  }

  @Override
  public void whole(Image image, FileChannel file, long size, String checksum) throws IOException {
    Filling filling = fillings.get(image.id());
    files.publish(image.id(), file);
    Instant now = clock.instant();
    index.put(new CachedImage(image.id(), size, 0, now, now, Optional.of(checksum)));
    boolean queued = files.unqueue(image.id());
    fillings.remove(image.id());
    if (filling == null || filling.isUnwanted()) {
      remove(image.id());
    } else {
      LOG.debug("The cache has image {} now; queued before: {}", image.id(), queued);
    }
    index.write();
    if (total() > settings.mostBytes()) {
      ImageCache.Pruned pruned = prune();
      LOG.info("The cache was too large: {} images went.", pruned.files());
    }
  }

  @Override
  public void abandoned(Image image) throws IOException {
    fillings.remove(image.id());
    files.abandon(image.id());
  }

  @Override
  public void wrong(Image image) throws IOException {
    fillings.remove(image.id());
    files.reject(image.id());
  }

  List<CachedImage> all() {
    return index.all();
  }

  boolean remove(String imageId) {
    Optional.ofNullable(fillings.get(imageId)).ifPresent(Filling::giveUp);
    boolean known = index.find(imageId).isPresent();
    if (known) {
      index.remove(imageId);
    }
    try {
      return files.remove(imageId) || known;
    } catch (IOException e) {
      LOG.warn("Image {} stays on the disk of the cache: {}", imageId, e.toString());
      return known;
    }
  }

  List<String> queued() {
    try {
      return files.queued().stream().map(CacheFiles.Entry::imageId).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Images that have waited in the queue since then. */
  List<String> queuedBefore(Instant then) {
    try {
      return files.queued().stream()
          .filter(entry -> !entry.modified().isAfter(then))
          .map(CacheFiles.Entry::imageId)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void queue(String imageId) {
    if (index.find(imageId).isPresent()) {
      return;
    }
    try {
      files.queue(imageId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean unqueue(String imageId) {
    try {
      return files.unqueue(imageId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> nodes(String imageId) {
    index.write();
    return index.nodes(imageId);
  }

  private long total() {
    return index.all().stream().mapToLong(CachedImage::size).sum();
  }

  /** Removes what was read last the longest ago, until the rest fits. */
  ImageCache.Pruned prune() {
    List<CachedImage> all = new ArrayList<>(index.all());
    long total = all.stream().mapToLong(CachedImage::size).sum();
    int count = 0;
    long bytes = 0;
    while (total > settings.mostBytes() && !all.isEmpty()) {
      CachedImage oldest = all.remove(all.size() - 1);
      total -= oldest.size();
      if (remove(oldest.imageId())) {
        count++;
        bytes += oldest.size();
      }
    }
    index.write();
    return new ImageCache.Pruned(count, bytes);
  }

  /** Removes what is of no use. */
  void clean() {
    try {
      files.removeInvalid();
      files.removeUnfinished(clock.instant().minus(settings.stall()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings the records up to date. */
  void write() {
    index.write();
  }

  @Override
  public void close() {
    fillings.values().forEach(Filling::giveUp);
    index.write();
    try {
      files.close();
    } catch (IOException e) {
      LOG.debug("The lock of the cache did not close.", e);
    }
  }
}
