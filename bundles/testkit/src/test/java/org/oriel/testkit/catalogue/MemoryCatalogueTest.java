// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Clock;

class MemoryCatalogueTest extends CatalogueContract {
  private final MemoryCatalogue records = new MemoryCatalogue(clock(), CHANNELS);
  private final MemoryTasks tasks = new MemoryTasks(records);
  private final MemoryCache cache = new MemoryCache(NODE);

  @Override
  public Catalogues open(String node, Clock clock) {
    MemoryCatalogue catalogue = records.onNode(node, clock);
    return new Catalogues(
        catalogue,
        catalogue,
        tasks.onNode(node, clock),
        catalogue,
        cache.onNode(node),
        catalogue.outbox());
  }
}
