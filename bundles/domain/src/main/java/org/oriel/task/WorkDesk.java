// SPDX-License-Identifier: Apache-2.0
package org.oriel.task;

import org.oriel.image.Refusal;

/** Port: takes orders for work in the background. */
public interface WorkDesk {
  /**
   * Takes an order; the work begins when it is its turn.
   *
   * @throws Refusal.Unavailable if too many orders wait already
   */
  void submit(WorkOrder order);
}
