// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * Port: the records of all tasks, and the locks that imports hold on images. One transaction per
 * call: after return a change is durable; after an exception nothing has changed. Another server,
 * also Glance, may work on the same records at the same time.
 */
public interface TaskCatalogue {
  /** The property of an image that names the task of the import that works on it. */
  String LOCK = "os_glance_import_task";

  /**
   * Adds a new task, and notes that this node is to do it. The note stays until the task ends.
   *
   * @throws Refusal.Conflict if the id was ever used
   */
  void add(Task task);

  /** The living task of an id, if the caller is an administrator or of the project that owns it. */
  Optional<Task> find(String id, Caller caller);

  /**
   * A page of living tasks that the caller may see, in the order of the query. Forgets those of the
   * caller's project that have expired.
   *
   * @throws Refusal.Invalid if the query's marker is not a task that the caller may see
   */
  List<Task> list(TaskQuery query, Caller caller);

  /**
   * The living tasks of an image that the caller may see, oldest first. Forgets those of the
   * caller's project that have expired.
   */
  List<Task> ofImage(String imageId, Caller caller);

  /**
   * Stores status, message, result, expiry, and the image that a task works on, if the status is
   * still that of {@code before}.
   *
   * @return {@code after} with the instant of the change
   * @throws Refusal.Conflict if the status was moved by somebody else
   * @throws Refusal.Gone if there is no such living task any more
   */
  Task store(Task before, Task after);

  /** Tasks that this node is to do and that have not ended, oldest first. */
  List<Task> unfinished();

  /**
   * Locks an image for a task.
   *
   * @return {@code false} if another task holds the lock
   * @throws Refusal.NotFound if there is no such living image
   */
  boolean lock(String imageId, String taskId);

  /**
   * Gives the lock of one task to another.
   *
   * @return {@code false} if {@code fromTask} does not hold it any more
   */
  boolean passLock(String imageId, String fromTask, String toTask);

  /**
   * Ends the lock of a task.
   *
   * @return {@code false} if the task did not hold it
   */
  boolean unlock(String imageId, String taskId);
}
