// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.oriel.base.Workers;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.policy.ProjectQuotas;
import org.oriel.storage.Storage;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on tasks that look at data somewhere, a few at a time. What this node had not finished when
 * it ended, it takes up again when it starts.
 */
@Component(
    service = LocationWork.class,
    immediate = true,
    configurationPid = ServiceSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class LocationWork {
  private static final Logger LOG = LoggerFactory.getLogger(LocationWork.class);
  private static final int THREADS = 2;
  private static final int MOST_WAITING = 1000;
  private static final Duration STOP_WAIT = Duration.ofSeconds(30);

  /** Whether work on an image shall go on. */
  static final class Running {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean cancelled;

    /** The image is about to be deleted. */
    boolean cancelled() {
      return cancelled;
    }
  }

  private final TaskCatalogue tasks;
  private final LocationImport location;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService workers = Workers.pool("locations", THREADS, MOST_WAITING);

  @Activate
  public LocationWork(
      @Reference ImageCatalogue images,
      @Reference TaskCatalogue tasks,
      @Reference Storage storage,
      @Reference ProjectQuotas projects,
      Map<String, Object> settings) {
    this.tasks = tasks;
    this.location =
        new LocationImport(images, tasks, storage, projects, LocationSettings.of(settings));
    workers.execute(this::resume);
  }

  /** Whoever does not stop in time is left behind: a later start takes his task up. */
  @Deactivate
  void stop() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(STOP_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Work on locations does not stop.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Notes a task and begins to work on it as soon as there is room.
   *
   * @throws Refusal.Conflict if another task works on the image
   * @throws Refusal.Unavailable if too many tasks wait
   */
  void begin(Task task) {
    String imageId = task.imageId().orElseThrow();
    tasks.add(task);
    boolean locked = false;
    try {
      locked = tasks.lock(imageId, task.id());
      if (!locked) {
        throw new Refusal.Conflict("Image has active task");
      }
      Running run = new Running();
      running.put(imageId, run);
      workers.execute(() -> work(task, run));
    } catch (RejectedExecutionException e) {
      running.remove(imageId);
      location.abandon(task, locked, "Too many tasks wait.");
      throw new Refusal.Unavailable("Too many tasks wait.", Duration.ofSeconds(60));
    } catch (Refusal e) {
      location.abandon(task, locked, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /**
   * Stops work on an image that ends; returns when nobody works on it, or after 30 s.
   *
   * @return whether there was any
   */
  boolean cancel(String imageId) {
    Running run = running.get(imageId);
    if (run == null) {
      return false;
    }
    run.cancelled = true;
    try {
      if (!run.done.await(STOP_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Image {}: its data are still being read.", imageId);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private void resume() {
    try {
      List<Task> left =
          tasks.unfinished().stream()
              .filter(task -> task.type().equals(Task.LOCATION_IMPORT))
              .filter(task -> task.imageId().isPresent())
              .toList();
      for (Task each : left) {
        Running run = new Running();
        if (running.putIfAbsent(each.imageId().orElseThrow(), run) == null) {
          LOG.info("Task {} is taken up again.", each.id());
          work(each, run);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Unfinished tasks stay for now: {}", e.toString());
    }
  }

  private void work(Task task, Running run) {
    try {
      location.run(task, run);
    } catch (RuntimeException e) {
      LOG.error("Task {} broke off", task.id(), e);
    } finally {
      running.remove(task.imageId().orElseThrow(), run);
      run.done.countDown();
    }
  }
}
