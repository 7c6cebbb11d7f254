// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import java.util.Map;
import org.oriel.image.Refusal;

/** Limits that somebody keeps for each project. */
interface Limits {
  /**
   * The limit of each resource; 0 where nobody has set one, negative for none.
   *
   * @param fresh whether an answer remembered from before will not do
   * @throws Refusal.Unavailable if they cannot be had now
   */
  Map<Resource, Long> of(String project, boolean fresh);
}
