// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * What holds for all stores.
 *
 * @param stores ids in the operator's order; empty for all that are configured
 * @param drain how long a store that goes away waits for those who use it
 * @param multistore whether locations name their store
 * @param transfers most readers and writers of one store at a time
 */
record StorageSettings(
    List<String> stores,
    Optional<String> defaultStore,
    Duration drain,
    boolean multistore,
    int transfers) {
  StorageSettings {
    stores = List.copyOf(stores);
  }

  static StorageSettings from(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    StorageSettings settings =
        new StorageSettings(
            options.list("stores", List.of()),
            options.text("default_backend"),
            Duration.ofSeconds(options.integer("drain_seconds", 30, 0, 3600)),
            options.flag("multistore", false),
            options.integer("transfers_per_store", 256, 1, 100_000));
    problems.complain("org.oriel.storage");
    return settings;
  }
}
