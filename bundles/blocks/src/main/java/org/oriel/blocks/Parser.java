// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import org.oriel.disk.DiskInfo;

/**
 * Looks at one file from front to back, step by step, and judges it at its end. The rules of a
 * format live here, whether a stream passes by or a file is opened.
 */
public interface Parser {
  /** What is looked at first: the mark, at the very start of the file. */
  Step first();

  /**
   * What was seen, once all steps were taken.
   *
   * @param length bytes of the file
   */
  DiskInfo judge(long length) throws Refused;
}
