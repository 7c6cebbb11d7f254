// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskStatus;
import org.oriel.task.WorkDesk;
import org.oriel.task.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders work on images: the lock first, then the record, then the desk. What is refused on the way
 * leaves nothing behind.
 */
final class Orders {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  /** How long a task may do nothing visible before another may take its lock. */
  private static final Duration IDLE = Duration.ofHours(1);

  private final TaskCatalogue tasks;
  private final Duration kept;
  private final Clock clock;

  /**
   * @param kept how long ended tasks are shown
   */
  Orders(TaskCatalogue tasks, Duration kept, Clock clock) {
    this.tasks = tasks;
    this.kept = kept;
    this.clock = clock;
  }

  /** The instant of now, as the records keep it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Ends the lock that an image may carry, if nobody works on it any more.
   *
   * @param holder task that the lock names
   * @throws Refusal.Conflict if somebody does
   */
  void requireStale(String imageId, String holder) {
    Optional<Task> task = tasks.find(holder, org.oriel.image.Caller.SYSTEM);
    if (task.isPresent() && !isStale(task.get())) {
      throw active();
    }
    LOG.warn("Image {}: the lock of task {} is stale.", imageId, holder);
    task.filter(each -> !each.status().ended())
        .ifPresent(each -> fail(each, "Expired lock preempted"));
    if (!tasks.unlock(imageId, holder)) {
      throw active();
    }
  }

  private boolean isStale(Task task) {
    Duration patience = task.status() == TaskStatus.PENDING ? IDLE.multipliedBy(2) : IDLE;
    return !task.updatedAt().plus(patience).isAfter(clock.instant());
  }

  private static Refusal active() {
    return new Refusal.Conflict("Image has active task");
  }

  /**
   * Locks the image, records the task and hands in the order.
   *
   * @throws Refusal.Conflict if another task was faster
   * @throws Refusal.Unavailable if the desk takes no more
   */
  void place(String imageId, Task task, Optional<WorkDesk> desk) {
    if (!tasks.lock(imageId, task.id())) {
      throw new Refusal.Conflict(
          "New operation on image '"
              + imageId
              + "' is not permitted as prior operation is still in progress");
    }
    boolean recorded = false;
    boolean placed = false;
    try {
      tasks.add(task);
      recorded = true;
      desk.orElseThrow(
              () -> new Refusal.Unavailable("No work is taken now.", Duration.ofSeconds(5)))
          .submit(WorkOrder.importing(task.id()));
      placed = true;
    } finally {
      if (!placed) {
        if (recorded) {
          fail(task, "The work could not be taken now.");
        }
        tasks.unlock(imageId, task.id());
      }
    }
  }

  private void fail(Task task, String reason) {
    try {
      tasks.store(task, task.fail(reason, now().plus(kept)));
    } catch (Refusal.Conflict | Refusal.Gone e) {
      LOG.debug("Task {} has moved on by itself.", task.id(), e);
    }
  }
}
