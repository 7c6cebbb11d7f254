// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Map;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.task.Task;
import org.oriel.task.TaskQuery;

/** Tasks: what long actions are doing. */
public interface Tasks {
  /**
   * A page of tasks.
   *
   * @throws Refusal.Forbidden by policy
   * @throws Refusal.Invalid for an unknown marker
   */
  List<Task> list(Caller caller, TaskQuery query);

  /**
   * A task.
   *
   * @throws Refusal.Forbidden by policy
   * @throws Refusal.NotFound if there is none that the caller may see
   */
  Task show(Caller caller, String id);

  /**
   * Creates an image and fetches its data, the older way.
   *
   * @param from URI of the data
   * @param image attributes of the image
   * @param input the whole input, as it is shown
   * @throws Refusal.Forbidden by policy
   * @throws Refusal.Invalid if data may not be fetched from there
   * @throws Refusal.Unavailable if too much work waits already
   */
  Task create(
      Caller caller, String requestId, String from, Attributes image, Map<String, Object> input);

  /**
   * Refuses callers who may not use tasks at all.
   *
   * @throws Refusal.Forbidden by policy
   */
  void requireAccess(Caller caller);

  /**
   * What was and is done to an image, oldest first.
   *
   * @throws Refusal.NotFound if the caller may not see the image
   */
  List<Task> ofImage(Caller caller, String imageId);
}
