// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import java.util.Map;

/**
 * Work that is to be done in the background.
 *
 * @param job its name, such as {@link #IMPORT}
 * @param parameters what the job needs to know, by name
 */
public record WorkOrder(String job, Map<String, String> parameters) {
  /** The job that imports the data of an image. */
  public static final String IMPORT = "import";

  /** The parameter of {@link #IMPORT}: id of the task that says what is to be imported. */
  public static final String TASK = "task";

  public WorkOrder {
    parameters = Map.copyOf(parameters);
  }

  /** The order to do what a task says. */
  public static WorkOrder importing(String taskId) {
    return new WorkOrder(IMPORT, Map.of(TASK, taskId));
  }
}
