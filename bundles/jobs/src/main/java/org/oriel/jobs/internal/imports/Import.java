// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.oriel.event.Event;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskStatus;

/**
 * One import under way: its order, and the records of its task and its image. Before every change
 * of the image it is looked whether the lock is still this import's.
 */
final class Import {
  /** Stores that are still to be written, as clients see them. */
  static final String WAITING = "os_glance_importing_to_stores";

  /** Stores that could not be written, as clients see them. */
  static final String FAILED = "os_glance_failed_import";

  private static final int MOST_TRIES = 5;

  private final ImageCatalogue images;
  private final TaskCatalogue tasks;
  private final Order order;
  private final ReentrantLock changing = new ReentrantLock();
  private Task task;

  private Import(ImageCatalogue images, TaskCatalogue tasks, Task task) {
    this.images = images;
    this.tasks = tasks;
    this.task = task;
    this.order = Order.of(task);
  }

  /** The import of a task; empty if there is nothing to do any more. */
  static Optional<Import> open(ImageCatalogue images, TaskCatalogue tasks, String taskId) {
    return tasks
        .find(taskId, Caller.SYSTEM)
        .filter(task -> !task.status().ended())
        .map(task -> new Import(images, tasks, task));
  }

  Order order() {
    return order;
  }

  String taskId() {
    return task.id();
  }

  /** The project in whose name the task was ordered. */
  Optional<String> project() {
    return Optional.of(task.owner()).filter(owner -> !owner.isEmpty());
  }

  String imageId() {
    return order.imageId();
  }

  /** Whether the image was made for this task and means nothing without it. */
  boolean ownsImage() {
    return task.type().equals(Task.IMPORT);
  }

  /** Whether nothing was done before. */
  boolean isNew() {
    return task.status() == TaskStatus.PENDING;
  }

  /**
   * The image as it is now.
   *
   * @throws Refusal.Gone if it was deleted
   * @throws Refusal.Conflict if another import has taken its lock
   */
  Image image() {
    Image image =
        images
            .find(imageId(), Caller.SYSTEM)
            .orElseThrow(() -> new Refusal.Gone("Image " + imageId() + " was deleted."));
    if (!task.id().equals(image.attributes().properties().get(TaskCatalogue.LOCK))) {
      throw new Refusal.Conflict("Another import has taken over image " + imageId() + ".");
    }
    return image;
  }

  /** Changes the image, whatever others change meanwhile. */
  Image change(UnaryOperator<Image> change) {
    return change(change, (before, after) -> List.of());
  }

  /**
   * Changes the image, whatever others change meanwhile.
   *
   * @param told what others are to hear of it, beside what follows from the change itself
   */
  Image change(UnaryOperator<Image> change, BiFunction<Image, Image, List<Event>> told) {
    changing.lock();
    try {
      for (int tries = 1; ; tries++) {
        Image before = image();
        try {
          Image after = change.apply(before);
          return images.store(before, after, told.apply(before, after));
        } catch (Refusal.Conflict e) {
          if (tries == MOST_TRIES) {
            throw e;
          }
        }
      }
    } finally {
      changing.unlock();
    }
  }

  /** The image with another list of stores in one of its properties. */
  static Image listed(Image image, String property, List<String> stores) {
    return with(image, property, Optional.of(String.join(",", stores)));
  }

  /** The image with another value, or none, of one of its properties. */
  static Image with(Image image, String property, Optional<String> value) {
    Attributes attributes = image.attributes();
    Map<String, String> properties = new TreeMap<>(attributes.properties());
    properties.remove(property);
    value.ifPresent(text -> properties.put(property, text));
    return image.with(attributes.withProperties(properties));
  }

  /** The image with one store less to be written. */
  static Image written(Image image, String store) {
    List<String> waiting = stores(image, WAITING);
    waiting.remove(store);
    return listed(image, WAITING, waiting);
  }

  /** The image with one store more that could not be written. */
  static Image failed(Image image, String store) {
    Set<String> failed = new LinkedHashSet<>(stores(image, FAILED));
    failed.add(store);
    return listed(written(image, store), FAILED, List.copyOf(failed));
  }

  static List<String> stores(Image image, String property) {
    String text = image.attributes().properties().getOrDefault(property, "");
    return new ArrayList<>(
        Arrays.stream(text.split(",", -1)).filter(store -> !store.isEmpty()).toList());
  }

  /** The task begins, if it has not yet. */
  void begin() {
    if (isNew()) {
      move(Task::begin);
    }
  }

  /** Says how far the import has come; that also keeps its lock alive. */
  void progress(String words) {
    move(now -> now.progress(words));
  }

  void succeed(Duration kept) {
    move(
        now -> now.succeed(Map.of("image_id", imageId()), now.message(), Instant.now().plus(kept)));
    tasks.unlock(imageId(), task.id());
  }

  void fail(String reason, Duration kept) {
    move(now -> now.fail(reason, Instant.now().plus(kept)));
    tasks.unlock(imageId(), task.id());
  }

  /** Lets others at the image, before the task says that it has ended. */
  void unlock() {
    tasks.unlock(imageId(), task.id());
  }

  private void move(UnaryOperator<Task> change) {
    changing.lock();
    try {
      task = tasks.store(task, change.apply(task));
    } finally {
      changing.unlock();
    }
  }
}
