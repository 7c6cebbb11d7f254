// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal.why;

import java.util.List;
import java.util.Locale;
import org.oriel.storage.StoreStatus;

/** Configured stores that cannot be used. */
public final class StoreFindings {
  private StoreFindings() {}

  public static List<Finding> of(List<StoreStatus> stores) {
    return stores.stream()
        .filter(
            store ->
                store.state() == StoreStatus.State.DOWN
                    || store.state() == StoreStatus.State.ABSENT)
        .map(
            store ->
                new Finding(
                    "store " + store.id(),
                    store.state().name().toLowerCase(Locale.ROOT),
                    store.detail()))
        .toList();
  }
}
