// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import org.oriel.store.StoreException;

/** Reads bytes that stay even if their blob is deleted meanwhile. */
final class MemoryReader implements ReadableByteChannel {
  private final MemoryStore store;
  private final Bytes bytes;
  private long position;
  private volatile boolean open = true;

  MemoryReader(MemoryStore store, Bytes bytes, long offset) {
    this.store = store;
    this.bytes = bytes;
    this.position = offset;
  }

  @Override
  public int read(ByteBuffer into) throws StoreException, ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    store.requireOpen();
    int length = bytes.readAt(position, into);
    position += Math.max(0, length);
    return length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
