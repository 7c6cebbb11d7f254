// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/**
 * Something wrong inside a disk file that can be opened all the same.
 *
 * @param kind how bad it is
 * @param sentence one sentence for the operator, with nothing read from the file but numbers
 */
public record Problem(Kind kind, String sentence) {
  /** How bad a problem is. */
  public enum Kind {
    /** Space that nothing uses: no harm to data. */
    LEAK,
    /** Data are wrong, or would be after the next write. */
    CORRUPTION
  }
}
