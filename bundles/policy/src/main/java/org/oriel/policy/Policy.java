// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.Map;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/** Decides by named rules. */
public interface Policy {
  /**
   * Whether a rule holds.
   *
   * @param rule such as {@code get_image}; an unknown one is judged by {@code default}
   * @param target facts of the thing, see {@link Targets}
   */
  boolean allows(String rule, Caller caller, Map<String, Object> target);

  /** Why a rule holds or does not. */
  Explanation explain(String rule, Caller caller, Map<String, Object> target);

  /**
   * Refuses if a rule does not hold.
   *
   * @throws Refusal.Forbidden naming the rule
   */
  default void require(String rule, Caller caller, Map<String, Object> target) {
    if (!allows(rule, caller, target)) {
      throw new Refusal.Forbidden("You are not authorized to complete " + rule + " action.");
    }
  }

  /**
   * Whether only the newer, narrower default rules count. If not, whoever changes an image must
   * also be its owner or an administrator, whatever the rules say.
   */
  boolean enforcesNewDefaults();
}
