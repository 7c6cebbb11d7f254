// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/** How sure a format is that a file is its own. */
public enum Match {
  /** It is not. */
  NO,
  /** It can be, if no other format claims it: raw says so of every file. */
  MAYBE,
  /** It carries the format's mark. */
  YES
}
