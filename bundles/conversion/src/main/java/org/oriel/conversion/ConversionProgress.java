// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

/** Is told how far a conversion is. */
@FunctionalInterface
public interface ConversionProgress {
  ConversionProgress SILENT = (done, total) -> {};

  /**
   * Some thousand times in a conversion, by any of its threads, many at once; returns soon.
   *
   * @param done bytes of the disk that are done
   * @param total bytes of the disk that may hold data
   */
  void at(long done, long total);
}
