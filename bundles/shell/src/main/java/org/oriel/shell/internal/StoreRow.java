// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import java.util.Locale;
import org.oriel.storage.StoreStatus;

/** A store as a row. */
final class StoreRow {
  private StoreRow() {}

  static List<Object> of(StoreStatus store) {
    return List.of(
        store.id(),
        store.type(),
        store.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        Text.yes(store.isDefault()),
        store.weight(),
        Text.size(store.freeBytes()),
        store.leases(),
        store.plugin().orElse(""),
        Text.clean(store.detail()));
  }
}
