// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/** Converts disks from any readable format to any writable one. Safe for many threads at once. */
public interface Converter {
  /**
   * Opens the source and plans the new file.
   *
   * @param source stays the caller's, who closes it after the conversion
   * @param journal what an earlier conversion of the same source by the same order noted; if it
   *     noted anything, {@link Conversion#run} goes on from there
   * @throws FormatException if the source cannot be read, the new file cannot be written so, or
   *     there is no plugin for a format
   */
  Conversion prepare(
      DiskSource source, ConversionOrder order, Journal journal, ConversionProgress progress)
      throws FormatException;
}
