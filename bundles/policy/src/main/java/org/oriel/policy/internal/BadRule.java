// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

/** A rule that cannot be understood. */
final class BadRule extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadRule(String message) {
    super(message);
  }
}
