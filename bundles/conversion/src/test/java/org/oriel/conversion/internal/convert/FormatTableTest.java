// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.oriel.conversion.FormatEntry;
import org.oriel.conversion.FormatLease;
import org.oriel.disk.FormatException;

class FormatTableTest {
  private final FormatTable table = new FormatTable(20);
  private final Offered old = Offered.of(new HeapFormat(true), "heap", "1.0.0", 0, 1);
  private final Offered newer = Offered.of(new HeapFormat(true), "heap", "1.10.0", 0, 2);

  @Test
  void newestVersionIsLeasedWhateverCameFirst() throws FormatException {
    table.offer(newer);
    table.offer(old);
    try (FormatLease lease = table.lease("heap")) {
      assertThat(lease.format()).isSameAs(newer.format());
      assertThat(lease.current()).isTrue();
      assertThat(table.list()).extracting(FormatEntry::version).containsExactly("1.10.0", "1.0.0");
      assertThat(table.list()).extracting(FormatEntry::newest).containsExactly(true, false);
      assertThat(table.list()).extracting(FormatEntry::inUse).containsExactly(1, 0);
    }
    assertThat(table.list()).extracting(FormatEntry::inUse).containsExactly(0, 0);
  }

  @Test
  void rankingBeatsVersion() throws FormatException {
    Offered preferred = Offered.of(new HeapFormat(true), "heap", "0.9.0", 5, 3);
    table.offer(newer);
    table.offer(preferred);
    try (FormatLease lease = table.lease("heap")) {
      assertThat(lease.format()).isSameAs(preferred.format());
    }
  }

  @Test
  void leaseOnTheOldIsNoLongerCurrentWhenTheNewComes() throws FormatException {
    table.offer(old);
    try (FormatLease lease = table.lease("heap")) {
      table.offer(newer);
      assertThat(lease.current()).isFalse();
    }
  }

  @Test
  void formatWithoutPluginIsRefusedByName() {
    assertThatThrownBy(() -> table.lease("heap"))
        .isInstanceOf(FormatException.Unsupported.class)
        .hasMessageContaining("heap");
  }

  @Test
  void withdrawalWaitsForTheLastLease() throws Exception {
    table.offer(old);
    FormatLease lease = table.lease("heap");
    CompletableFuture<Boolean> gone = CompletableFuture.supplyAsync(() -> table.withdraw(old));
    while (lease.current()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThatThrownBy(() -> table.lease("heap")).isInstanceOf(FormatException.Unsupported.class);
    assertThat(gone).isNotDone();
    lease.close();
    lease.close();
    assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void withdrawalGivesUpAfterItsLimit() throws FormatException {
    FormatTable impatient = new FormatTable(0);
    impatient.offer(old);
    try (FormatLease lease = impatient.lease("heap")) {
      assertThat(impatient.withdraw(old)).isFalse();
      assertThat(lease.current()).isFalse();
    }
  }
}
