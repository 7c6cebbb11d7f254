// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The finished blobs of one store id, and the account of the bytes that they and unfinished ones
 * use.
 */
final class Contents {
  private final ConcurrentHashMap<String, Bytes> blobs = new ConcurrentHashMap<>();
  private final AtomicLong used = new AtomicLong();

  Optional<Bytes> get(String blobId) {
    return Optional.ofNullable(blobs.get(blobId));
  }

  boolean has(String blobId) {
    return blobs.containsKey(blobId);
  }

  /** Whether the id was free and is now taken. */
  boolean publish(String blobId, Bytes bytes) {
    return blobs.putIfAbsent(blobId, bytes) == null;
  }

  boolean remove(String blobId) {
    Bytes bytes = blobs.remove(blobId);
    if (bytes == null) {
      return false;
    }
    release(bytes.size());
    return true;
  }

  /** Whether there was room within the limit; if so it is now taken. */
  boolean reserve(long bytes, long limit) {
    long before = used.get();
    while (bytes <= limit - before) {
      if (used.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = used.get();
    }
    return false;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}
