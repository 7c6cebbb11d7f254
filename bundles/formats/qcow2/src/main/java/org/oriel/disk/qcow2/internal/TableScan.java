// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.qcow2.internal.Header.Table;

/** Watches a table of u64 entries pass by. */
final class TableScan {
  /** Takes what a table holds. */
  interface Entries {
    void entry(long entry) throws Refused;
  }

  private final Table table;
  private final Entries entries;
  private final ByteBuffer split = ByteBuffer.allocate(8);

  TableScan(Table table, Entries entries) {
    this.table = table;
    this.entries = entries;
  }

  Table table() {
    return table;
  }

  /** Looks at those of the bytes that belong to the table. */
  void feed(long position, ByteBuffer bytes) throws Refused {
    long from = Math.max(position, table.offset());
    long to = Math.min(position + bytes.remaining(), table.end());
    if (from < to) {
      ByteBuffer part = bytes.duplicate();
      part.limit(bytes.position() + (int) (to - position));
      part.position(bytes.position() + (int) (from - position));
      read(part);
    }
  }

  private void read(ByteBuffer part) throws Refused {
    while (part.hasRemaining()) {
      if (split.position() == 0 && part.remaining() >= 8) {
        entries.entry(part.getLong());
      } else {
        split.put(part.get());
        if (!split.hasRemaining()) {
          entries.entry(split.getLong(0));
          split.clear();
        }
      }
    }
  }
}
