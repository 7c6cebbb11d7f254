// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Outlives a conversion, but not the process: enough to go on with a newer plugin. */
public final class MemoryJournal implements Journal {
  private final List<ByteBuffer> entries = new ArrayList<>();

  @Override
  public void replay(Replay replay) throws IOException {
    for (ByteBuffer entry : entries) {
      replay.entry(entry.duplicate());
    }
  }

  @Override
  public void append(ByteBuffer entry) {
    ByteBuffer copy = ByteBuffer.allocate(entry.remaining());
    entries.add(copy.put(entry.duplicate()).flip());
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
