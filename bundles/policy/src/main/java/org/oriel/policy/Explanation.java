// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.List;

/**
 * Why a rule holds or does not.
 *
 * @param said the check in words of the rule language
 * @param holds what the check says
 * @param found what the check looked at, for people; empty where the parts tell
 * @param parts what the check consists of, each judged by itself even where the whole was clear
 *     before
 */
public record Explanation(String said, boolean holds, String found, List<Explanation> parts) {
  public Explanation {
    parts = List.copyOf(parts);
  }
}
