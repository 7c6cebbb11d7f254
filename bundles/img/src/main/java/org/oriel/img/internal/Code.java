// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

/** Exit codes, those of qemu-img. */
final class Code {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** Of {@code compare}: it could not compare; 1 says that contents differ. */
  static final int NOT_COMPARED = 2;

  /** Of {@code check}: data are wrong. */
  static final int CORRUPT = 2;

  /** Of {@code check}: there is space that nothing uses, and no other problem. */
  static final int LEAKS = 3;

  /** Of {@code check}: there is nothing to check in this format. */
  static final int NO_CHECK = 63;

  private Code() {}
}
