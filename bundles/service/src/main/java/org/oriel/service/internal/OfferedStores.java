// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.List;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;

/** The stores that callers may name: all but those that are Oriel's own. */
final class OfferedStores {
  private static final String OWN_PREFIX = "os_glance_";

  private final Storage storage;

  OfferedStores(Storage storage) {
    this.storage = storage;
  }

  /** In the order of the configuration. */
  List<StoreStatus> all() {
    return storage.stores().stream().filter(store -> !store.id().startsWith(OWN_PREFIX)).toList();
  }

  boolean offers(String id) {
    return all().stream().anyMatch(store -> store.id().equals(id));
  }
}
