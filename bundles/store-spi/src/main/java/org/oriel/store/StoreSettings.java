// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.util.Map;

/**
 * What an operator configured for one store. Options may hold secrets, hence {@link #toString}
 * shows none.
 *
 * @param store the store's id
 * @param options raw texts under their Glance names, such as {@code filesystem_store_datadir}
 */
public record StoreSettings(String store, Map<String, String> options) {
  public StoreSettings {
    options = Map.copyOf(options);
  }

  @Override
  public String toString() {
    return "StoreSettings[" + store + "]";
  }
}
