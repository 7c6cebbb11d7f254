// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.policy.ProjectQuotas;
import org.oriel.storage.FoundData;
import org.oriel.storage.Storage;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task that looks at data somewhere and gives them to an image. Every step can be done again:
 * what state the image is in says how far an earlier life of this node has come.
 */
final class LocationImport {
  static final String IMAGE = "image_id";
  static final String URL = "loc_url";
  static final String DIGESTS = "validation_data";

  /** Says which node reads the data; no view shows it. */
  static final String HOST = "os_glance_hash_op_host";

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final String ALGORITHM = "os_hash_algo";
  private static final String VALUE = "os_hash_value";
  private static final Logger LOG = LoggerFactory.getLogger(LocationImport.class);

  private final ImageCatalogue images;
  private final TaskCatalogue tasks;
  private final ExternalData external;
  private final DataDigest digest;
  private final ProjectQuotas projects;
  private final LocationSettings settings;

  LocationImport(
      ImageCatalogue images,
      TaskCatalogue tasks,
      Storage storage,
      ProjectQuotas projects,
      LocationSettings settings) {
    this.images = images;
    this.tasks = tasks;
    this.external = new ExternalData(storage);
    this.digest = new DataDigest(storage);
    this.projects = projects;
    this.settings = settings;
  }

  /** A digest as it stands in a task. */
  static Map<String, Object> written(Multihash digest) {
    return Map.of(ALGORITHM, digest.algorithm(), VALUE, digest.value().toLowerCase(Locale.ROOT));
  }

  private static Optional<Multihash> expected(Task task) {
    return task.input().get(DIGESTS) instanceof Map<?, ?> digests
            && digests.get(ALGORITHM) instanceof String algorithm
            && digests.get(VALUE) instanceof String value
        ? Optional.of(new Multihash(algorithm, value))
        : Optional.empty();
  }

  /** Ends a task on which nobody has worked. */
  void abandon(Task task, boolean locked, String reason) {
    end(task, task.fail(reason, expiry()));
    if (locked) {
      tasks.unlock(task.imageId().orElseThrow(), task.id());
    }
  }

  void run(Task found, LocationWork.Running run) {
    Task task = found.status() == TaskStatus.PENDING ? tasks.store(found, found.begin()) : found;
    String imageId = task.imageId().orElseThrow();
    Task ended;
    try {
      give(task, imageId, run);
      ended = task.succeed(Map.of(IMAGE, imageId), "", expiry());
    } catch (Refusal | IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        LOG.info("Task {} stops, to be taken up again.", task.id());
        return;
      }
      ended = task.fail(Objects.requireNonNullElse(e.getMessage(), "failed"), expiry());
      LOG.warn("Task {} failed: {}", task.id(), e.getMessage());
      if (!run.cancelled()) {
        putBack(imageId);
      }
    }
    tasks.unlock(imageId, task.id());
    end(task, ended);
  }

  private void end(Task task, Task ended) {
    try {
      tasks.store(task, ended);
    } catch (Refusal.Conflict | Refusal.Gone e) {
      LOG.debug("Task {} was ended by somebody else.", task.id(), e);
    }
  }

  private Instant expiry() {
    return Instant.now().plus(Duration.ofHours(settings.taskHours()));
  }

  private void give(Task task, String imageId, LocationWork.Running run) throws IOException {
    Image image = image(imageId);
    Optional<Multihash> expected = expected(task);
    ImageLocation said = new ImageLocation(String.valueOf(task.input().get(URL)), Map.of());
    boolean fresh = image.status() == ImageStatus.QUEUED;
    if (fresh && settings.secureHash() && expected.isPresent()) {
      image = store(image, marked(image.beginImport()));
    }
    if (image.status() == ImageStatus.QUEUED || image.status() == ImageStatus.IMPORTING) {
      FoundData data = patiently(run, () -> external.find(said));
      Optional<String> project = Optional.of(task.owner()).filter(owner -> !owner.isEmpty());
      projects.requireRoom(project, Optional.empty(), OptionalLong.of(data.size()));
      image =
          image.status() == ImageStatus.IMPORTING
              ? checked(image, data, expected.orElseThrow(), run)
              : store(image, activated(image, data, expected));
    }
    boolean digestsWanted = settings.secureHash() && expected.isEmpty();
    if (digestsWanted && image.status() == ImageStatus.ACTIVE && unread(image)) {
      digested(imageId, image.content().locations().get(0), run);
    }
  }

  private static boolean unread(Image image) {
    return image.content().multihash().isEmpty() && !image.content().locations().isEmpty();
  }

  /** At once, on the caller's word. */
  private Image activated(Image image, FoundData data, Optional<Multihash> expected) {
    Content content =
        new Content(
            OptionalLong.of(data.size()),
            OptionalLong.empty(),
            Optional.empty(),
            expected,
            List.of(data.location()));
    Image active = image.activate(content);
    return settings.secureHash() && expected.isEmpty() ? marked(active) : active;
  }

  /** Only if the data are what the caller says. */
  private Image checked(Image image, FoundData data, Multihash expected, LocationWork.Running run)
      throws IOException {
    DataDigest.Result read =
        patiently(run, () -> digest.of(data.location(), expected.algorithm(), stop(image, run)));
    if (!read.multihash().value().equals(expected.value())) {
      throw new Refusal.Invalid("The data do not have the digest that was expected.");
    }
    Content content =
        new Content(
            OptionalLong.of(read.size()),
            OptionalLong.empty(),
            Optional.of(read.checksum()),
            Optional.of(read.multihash()),
            List.of(data.location()));
    return store(image, unmarked(image.activate(content)));
  }

  /** The image is active all the while; people may change it, so it is read again. */
  private void digested(String imageId, ImageLocation location, LocationWork.Running run)
      throws IOException {
    Image before = image(imageId);
    try {
      DataDigest.Result read =
          patiently(run, () -> digest.of(location, settings.hashAlgorithm(), stop(before, run)));
      Image now = image(imageId);
      Content known = now.content();
      Content content =
          new Content(
              OptionalLong.of(read.size()),
              known.virtualSize(),
              Optional.of(read.checksum()),
              Optional.of(read.multihash()),
              known.locations());
      store(now, unmarked(now.with(content)));
    } catch (IOException | Refusal e) {
      if (!run.cancelled() && !Thread.currentThread().isInterrupted()) {
        images.find(imageId, Caller.SYSTEM).ifPresent(now -> store(now, unmarked(now)));
      }
      throw e;
    }
  }

  private DataDigest.Stop stop(Image image, LocationWork.Running run) {
    return () ->
        run.cancelled()
            || Thread.currentThread().isInterrupted()
            || images.find(image.id(), Caller.SYSTEM).isEmpty();
  }

  /** Something that can fail for a while. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }

  private <T> T patiently(LocationWork.Running run, Attempt<T> attempt) throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        return attempt.run();
      } catch (IOException | Refusal.Unavailable | Refusal.NotFound e) {
        if (tries >= settings.retries() || run.cancelled()) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  private void pause(int tries) throws IOException {
    try {
      Thread.sleep(Math.min(30_000L, FIRST_PAUSE_MILLIS << Math.min(tries, 10)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted between two tries.", e);
    }
  }

  private void putBack(String imageId) {
    Optional<Image> now = images.find(imageId, Caller.SYSTEM);
    if (now.filter(image -> image.status() == ImageStatus.IMPORTING).isPresent()) {
      try {
        images.store(now.get(), unmarked(now.get().requeue()));
      } catch (Refusal.Conflict | Refusal.Gone e) {
        LOG.debug("Image {} has moved on by itself.", imageId, e);
      }
    }
  }

  private Image image(String id) {
    return images.find(id, Caller.SYSTEM).orElseThrow(() -> Access.unknown(id));
  }

  private Image store(Image before, Image after) {
    return images.store(before, after);
  }

  private Image marked(Image image) {
    Map<String, String> properties = new LinkedHashMap<>(image.attributes().properties());
    properties.put(HOST, settings.node());
    return image.with(image.attributes().withProperties(properties));
  }

  private static Image unmarked(Image image) {
    Map<String, String> properties = new TreeMap<>(image.attributes().properties());
    properties.remove(HOST);
    return image.with(image.attributes().withProperties(properties));
  }
}
