// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal.why;

/**
 * Something that is not as it should be.
 *
 * @param what a bundle, component or store
 * @param why what it misses, in words of an operator
 */
public record Finding(String what, String state, String why) {
  private static final String OURS = "org.oriel";

  /** Whether a bundle is one of Oriel's, by its symbolic name. */
  static boolean isOurs(String symbolicName) {
    return symbolicName.equals(OURS) || symbolicName.startsWith(OURS + ".");
  }
}
