// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/** What a run of a virtual disk holds. */
public enum Content {
  /** Bytes that lie in the file as they are. */
  DATA,
  /** Bytes that lie in the file in a packed form. */
  COMPRESSED,
  /** Zeros, and the file says so. */
  ZERO,
  /** Nothing was ever written here: reads as zeros. */
  ABSENT;

  /** Whether there are bytes in the file, whatever their form. */
  public boolean stored() {
    return this == DATA || this == COMPRESSED;
  }
}
