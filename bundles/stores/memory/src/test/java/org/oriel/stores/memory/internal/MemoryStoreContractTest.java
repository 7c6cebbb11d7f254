// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.util.Map;
import java.util.Optional;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.oriel.testkit.store.StoreContract;
import org.oriel.testkit.store.StoreFixture;

class MemoryStoreContractTest extends StoreContract {
  @Override
  protected StoreFixture fixture() {
    MemoryStoreType type = new MemoryStoreType();
    return new StoreFixture() {
      @Override
      public StoreType type() {
        return type;
      }

      @Override
      public StoreSettings settings() {
        return new StoreSettings("fast", Map.of());
      }

      @Override
      public int chunk() {
        return Bytes.CHUNK;
      }

      @Override
      public String uri(String blobId) {
        return "memory://fast/" + blobId;
      }

      @Override
      public Optional<StoreSettings> cramped(long bytes) {
        return Optional.of(
            new StoreSettings("tight", Map.of("memory_store_max_bytes", Long.toString(bytes))));
      }

      @Override
      public Optional<StoreSettings> wrong() {
        return Optional.of(new StoreSettings("fast", Map.of("memory_store_max_bytes", "much")));
      }

      @Override
      public boolean outlivesProcess() {
        return false;
      }
    };
  }
}
