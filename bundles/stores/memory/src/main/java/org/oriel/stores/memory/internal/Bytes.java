// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The bytes of a finished blob, in chunks.
 *
 * @param chunks all of {@link #CHUNK} bytes, save perhaps the last
 * @param size bytes of the blob
 */
record Bytes(List<byte[]> chunks, long size) {
  static final int CHUNK = 64 << 10;

  Bytes {
    chunks = List.copyOf(chunks);
  }

  /** As {@link org.oriel.store.Blob#readAt}. */
  int readAt(long position, ByteBuffer into) {
    if (position >= size) {
      return -1;
    }
    int total = 0;
    long at = position;
    while (into.hasRemaining() && at < size) {
      byte[] chunk = chunks.get((int) (at / CHUNK));
      int from = (int) (at % CHUNK);
      int length = Math.min(into.remaining(), chunk.length - from);
      into.put(chunk, from, length);
      at += length;
      total += length;
    }
    return total;
  }
}
