// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.oriel.base.Workers;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what uploads left behind that nobody works on any more: those that a crash cut off,
 * and those whose failure could not be put right at once. Their data go, then the image is queued
 * again, then the catalogue's note of the upload goes; what does not work now is tried again, ever
 * less often, or as soon as other stores can be used. An upload that runs in this process is never
 * touched.
 */
@Component(service = UploadRecovery.class, immediate = true)
public final class UploadRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(UploadRecovery.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final ImageCatalogue catalogue;
  private final Storage storage;
  private final Instant processStart;
  private final Map<String, Integer> running = new ConcurrentHashMap<>();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledExecutorService timer = Workers.timer("recovery");

  /** Starts to look after the uploads of earlier lives of this node. */
  @Activate
  public UploadRecovery(@Reference ImageCatalogue catalogue, @Reference Storage storage) {
    this(
        catalogue,
        storage,
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    again(Duration.ZERO, FIRST_PAUSE);
  }

  /** Does nothing by itself. */
  UploadRecovery(ImageCatalogue catalogue, Storage storage, Instant processStart) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.processStart = processStart;
  }

  @Deactivate
  void stop() {
    timer.shutdownNow();
  }

  /** An upload begins; it is let alone until the answer is closed. */
  Running begin(String imageId) {
    running.merge(imageId, 1, Integer::sum);
    return () -> running.computeIfPresent(imageId, (id, count) -> count == 1 ? null : count - 1);
  }

  /** An upload ended, and not all of it could be put right: that is done later. */
  void later(String imageId) {
    troubled.add(imageId);
    again(FIRST_PAUSE, FIRST_PAUSE.multipliedBy(2));
  }

  /** While it is open, an upload is running. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }

  private void again(Duration after, Duration pause) {
    if (scheduled.compareAndSet(false, true)) {
      schedule(after, () -> round(pause));
    }
  }

  private void schedule(Duration after, Runnable next) {
    try {
      ScheduledFuture<?> unused = timer.schedule(next, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopped; the next start will go on.", e);
    }
  }

  private void round(Duration pause) {
    Set<String> stores = usable();
    scheduled.set(false);
    if (!clear() && scheduled.compareAndSet(false, true)) {
      watch(pause, System.nanoTime() + pause.toNanos(), stores);
    }
  }

  /** Goes round again when it is due, or when stores have come that were not there last time. */
  private void watch(Duration pause, long due, Set<String> stores) {
    if (System.nanoTime() - due >= 0 || !stores.containsAll(usable())) {
      Duration longer = pause.multipliedBy(2);
      round(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
    } else {
      schedule(GLANCE, () -> watch(pause, due, stores));
    }
  }

  private Set<String> usable() {
    try {
      return storage.stores().stream()
          .filter(store -> store.state() == StoreStatus.State.READY)
          .map(StoreStatus::id)
          .collect(Collectors.toUnmodifiableSet());
    } catch (RuntimeException e) {
      LOG.debug("The stores cannot be told now.", e);
      return Set.of();
    }
  }

  /** Clears what can be cleared now; whether nothing is left. */
  boolean clear() {
    try {
      boolean done = true;
      for (Image each : leftBehind()) {
        done &= clear(each);
      }
      return done;
    } catch (RuntimeException e) {
      LOG.warn("Remains of uploads stay for now: {}", e.toString());
      return false;
    }
  }

  private List<Image> leftBehind() {
    List<Image> images = new ArrayList<>(catalogue.unfinishedUploads(processStart));
    Set<String> known = Set.copyOf(troubled);
    if (!known.isEmpty()) {
      List<Image> ours = catalogue.unfinishedUploads(Instant.now().plus(Duration.ofDays(1)));
      Set<String> open = ConcurrentHashMap.newKeySet();
      for (Image each : ours) {
        open.add(each.id());
        if (known.contains(each.id()) && !images.contains(each)) {
          images.add(each);
        }
      }
      known.stream().filter(id -> !open.contains(id)).forEach(troubled::remove);
    }
    return images;
  }

  private boolean clear(Image image) {
    if (running.containsKey(image.id())) {
      return !troubled.contains(image.id());
    }
    try {
      if (!isStaged(image)) {
        if (!storage.discardRemains(image.id())) {
          return false;
        }
        requeue(image);
      }
      catalogue.forgetUpload(image.id());
      troubled.remove(image.id());
      LOG.info("Image {}: cleared away what an upload left behind.", image.id());
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Image {}: remains of an upload stay for now: {}", image.id(), e.toString());
      return false;
    }
  }

  /** Once its size is recorded, staged data are whole, and wait for their import. */
  private static boolean isStaged(Image image) {
    return image.status() == ImageStatus.UPLOADING && image.content().size().isPresent();
  }

  private void requeue(Image image) {
    if (image.status() != ImageStatus.SAVING && image.status() != ImageStatus.UPLOADING) {
      return;
    }
    try {
      catalogue.store(image, image.requeue());
    } catch (Refusal.Conflict | Refusal.Gone e) {
      LOG.debug("Image {} has moved on by itself.", image.id(), e);
    }
  }
}
