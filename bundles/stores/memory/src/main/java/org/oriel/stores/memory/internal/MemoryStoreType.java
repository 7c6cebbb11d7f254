// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.osgi.service.component.annotations.Component;

/**
 * Opens memory stores. Stores of one id that are open at the same time share their blobs, so that
 * changed settings lose nothing; the blobs go when the last of them closes.
 */
@Component(service = StoreType.class)
public final class MemoryStoreType implements StoreType {
  static final String SCHEME = "memory";
  private static final long DEFAULT_MAX_BYTES = 256L << 20;

  private final Map<String, Shared> contents = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public Store open(StoreSettings settings) throws StoreException {
    Problems problems = new Problems();
    long maxBytes =
        new Options(settings.options(), problems)
            .number("memory_store_max_bytes", DEFAULT_MAX_BYTES, 0, Long.MAX_VALUE);
    if (!problems.isEmpty()) {
      throw new StoreException.BadSettings(problems.all());
    }
    String id = settings.store();
    return new MemoryStore(id, maxBytes, take(id), () -> giveBack(id));
  }

  private Contents take(String id) {
    lock.lock();
    try {
      Shared shared = contents.computeIfAbsent(id, key -> new Shared());
      shared.users++;
      return shared.contents;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(String id) {
    lock.lock();
    try {
      contents.computeIfPresent(id, (key, shared) -> --shared.users == 0 ? null : shared);
    } finally {
      lock.unlock();
    }
  }

  private static final class Shared {
    private final Contents contents = new Contents();
    private int users;
  }
}
