// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.util.OptionalLong;

/**
 * How a store fares.
 *
 * @param detail why, if not ready; shown to operators
 * @param freeBytes room left, where that can be known
 */
public record Health(State state, String detail, OptionalLong freeBytes) {
  /** What can be done with the store. */
  public enum State {
    READY,
    READ_ONLY,
    DOWN
  }

  /** All is well, and the room is not known. */
  public static final Health READY = new Health(State.READY, "", OptionalLong.empty());
}
