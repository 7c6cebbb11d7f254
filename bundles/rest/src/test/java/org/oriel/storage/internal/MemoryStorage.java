// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oriel.storage.Storage;
import org.oriel.store.StoreType;
import org.osgi.framework.Version;

/** The real storage without a container: in its package, because only the container may bind. */
public final class MemoryStorage {
  private MemoryStorage() {}

  /** A storage with stores of one type, the first of them the default one, and a staging area. */
  public static StorageService of(StoreType type, List<String> ids) {
    StorageService storage =
        new StorageService(Map.of("stores", String.join(",", ids), "multistore", "true"));
    storage.table().offer(OfferedType.of(type, "test", Version.emptyVersion, 1));
    List<String> all = new ArrayList<>(ids);
    all.add(Storage.STAGING);
    for (String id : all) {
      Map<String, Object> raw = new HashMap<>();
      raw.put("name", id);
      raw.put("type", type.name());
      raw.put("service.pid", "org.oriel.store~" + id);
      storage.table().define("org.oriel.store~" + id, StoreDefinition.from(raw));
    }
    return storage;
  }

  /** Ends a storage. */
  public static void stop(StorageService storage) {
    storage.stop();
  }
}
