// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

/**
 * What every catalogue promises. A catalogue's own test class extends this and says how to open
 * empty records.
 */
public abstract class CatalogueContract
    implements AddingContract,
        ListingContract,
        RandomContract,
        StoringContract,
        UploadsContract,
        MembersContract,
        TasksContract,
        UsageContract,
        CacheRecordsContract,
        OutboxContract {
  private final SetClock clock = new SetClock();

  @Override
  public SetClock clock() {
    return clock;
  }
}
