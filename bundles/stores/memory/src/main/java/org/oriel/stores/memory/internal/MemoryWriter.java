// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.store.BlobWriter;
import org.oriel.store.Location;
import org.oriel.store.StoreException;

/** Collects chunks; each byte is accounted for before it is taken. */
final class MemoryWriter implements BlobWriter {
  private final MemoryStore store;
  private final Contents contents;
  private final String blobId;
  private final OptionalLong expectedSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<byte[]> chunks = new ArrayList<>();
  private long size;
  private boolean open = true;

  MemoryWriter(MemoryStore store, Contents contents, String blobId, OptionalLong expectedSize) {
    this.store = store;
    this.contents = contents;
    this.blobId = blobId;
    this.expectedSize = expectedSize;
  }

  @Override
  public int write(ByteBuffer from) throws StoreException {
    lock.lock();
    try {
      requireOpen();
      int length = from.remaining();
      store.reserve(length);
      take(from);
      return length;
    } finally {
      lock.unlock();
    }
  }

  private void take(ByteBuffer from) {
    while (from.hasRemaining()) {
      int used = (int) (size % Bytes.CHUNK);
      if (used == 0) {
        chunks.add(new byte[Bytes.CHUNK]);
      }
      int length = Math.min(from.remaining(), Bytes.CHUNK - used);
      from.get(chunks.get(chunks.size() - 1), used, length);
      size += length;
    }
  }

  @Override
  public Location commit() throws StoreException {
    lock.lock();
    try {
      requireOpen();
      if (expectedSize.isPresent() && expectedSize.getAsLong() != size) {
        throw new StoreException.SizeMismatch(expectedSize.getAsLong(), size);
      }
      int used = (int) (size % Bytes.CHUNK);
      if (used > 0) {
        int last = chunks.size() - 1;
        chunks.set(last, Arrays.copyOf(chunks.get(last), used));
      }
      if (!contents.publish(blobId, new Bytes(chunks, size))) {
        throw new StoreException.BlobExists("Blob " + blobId + " exists.");
      }
      open = false;
      return store.location(blobId);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws StoreException {
    store.requireOpen();
    if (!open) {
      throw new StoreException.StoreDown("The writer is closed.");
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (open) {
        open = false;
        chunks.clear();
        contents.release(size);
      }
    } finally {
      lock.unlock();
    }
  }
}
