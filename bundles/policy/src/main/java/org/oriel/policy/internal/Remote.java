// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

/** Asks another server. */
@FunctionalInterface
interface Remote {
  /** Whether the server says yes; whatever goes wrong is a no. */
  boolean allows(String url, Question question);
}
