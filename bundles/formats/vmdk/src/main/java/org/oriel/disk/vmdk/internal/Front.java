// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import org.oriel.disk.FormatException;

/**
 * Writes what stands before the grains of a plain file, from front to back. Tables without grains
 * have their place, but nothing is written there.
 */
final class Front {
  private static final int TABLES_AT_ONCE = 64;

  private final Layout layout;
  private final Grains grains;

  /** Knows where grains lie. */
  interface Grains {
    /** Whether any grain of a table has a place. */
    boolean any(int table);

    /** Sector of a grain, 0 if it has no place. */
    int sector(long grain);
  }

  Front(Layout layout, Grains grains) {
    this.layout = layout;
    this.grains = grains;
  }

  void write(Output output) throws FormatException {
    output.write(0, layout.head());
    half(output, layout.header().redundantDirectory());
    half(output, layout.header().directory());
  }

  private void half(Output output, long directory) throws FormatException {
    int tables = layout.header().tables();
    output.write(directory, tables, index -> (int) layout.table(directory, index));
    for (int table = 0; table < tables; ) {
      if (!grains.any(table)) {
        table++;
        continue;
      }
      int end = table + 1;
      while (end < tables && end - table < TABLES_AT_ONCE && grains.any(end)) {
        end++;
      }
      long first = (long) table * Layout.ENTRIES;
      output.write(
          layout.table(directory, table),
          (end - table) * Layout.ENTRIES,
          index -> grains.sector(first + index));
      table = end;
    }
  }
}
