// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageData;
import org.oriel.storage.StoreStatus;
import org.oriel.stores.memory.internal.MemoryStoreType;
import org.oriel.testkit.store.Samples;

@Timeout(60)
class FinderTest {
  private static final byte[] LIGHT = {1};
  private static final byte[] HEAVY = {2, 2};

  private final Lab lab = new Lab();
  private final FaultyType faulty = new FaultyType();

  @BeforeEach
  void open() {
    lab.offer(new MemoryStoreType(), "1.0.0");
    lab.offer(faulty, "1.0.0");
    lab.define("light", "memory", Map.of("weight", "1"));
    lab.define("heavy", "faulty", Map.of("weight", "5"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void heaviestStoreIsReadFirst() throws Exception {
    ImageLocation light = lab.put("light", "x", LIGHT).location();
    ImageLocation heavy = lab.put("heavy", "x", HEAVY).location();
    ImageLocation unknown = new ImageLocation("http://elsewhere/x", Map.of());
    assertThat(lab.finder.inOrder(List.of(unknown, light, heavy)))
        .containsExactly(heavy, light, unknown);
    assertThat(lab.get(light, heavy)).isEqualTo(HEAVY);
    try (ImageData data = lab.finder.open(List.of(light, heavy))) {
      assertThat(data.store()).isEqualTo("heavy");
      assertThat(data.size()).isEqualTo(2);
    }
  }

  @Test
  void nextLocationIsTriedIfOneFails() throws Exception {
    ImageLocation light = lab.put("light", "x", LIGHT).location();
    ImageLocation heavy = lab.put("heavy", "x", HEAVY).location();
    for (FaultyType.At at : List.of(FaultyType.At.SIZE, FaultyType.At.NOWHERE)) {
      faulty.at = at;
      faulty.down = at == FaultyType.At.NOWHERE;
      assertThat(lab.get(light, heavy)).isEqualTo(LIGHT);
    }
    assertThatThrownBy(() -> lab.get(heavy)).isInstanceOf(Refusal.Unavailable.class);
    faulty.down = false;
    lab.finder.discard(heavy);
    assertThat(lab.get(heavy, light)).isEqualTo(LIGHT);
    assertThatThrownBy(() -> lab.get(heavy)).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> lab.get()).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void storeThatIsDownIsAskedLast() throws Exception {
    ImageLocation light = lab.put("light", "x", LIGHT).location();
    ImageLocation heavy = lab.put("heavy", "x", HEAVY).location();
    faulty.down = true;
    lab.table.slot("heavy").orElseThrow().open().get(0).probe();
    faulty.down = false;
    assertThat(lab.get(light, heavy)).isEqualTo(LIGHT);
    assertThat(status("heavy").state()).isEqualTo(StoreStatus.State.DOWN);
    assertThat(status("heavy").detail()).isEqualTo("cable cut");
    lab.table.slot("heavy").orElseThrow().open().get(0).probe();
    assertThat(status("heavy").state()).isEqualTo(StoreStatus.State.READY);
  }

  private StoreStatus status(String id) {
    return Statuses.of(id, lab.table.slot(id), "light");
  }

  @Test
  void locationWithoutStoreIsFoundByItsUri() throws Exception {
    lab.put("light", "x", LIGHT);
    ImageLocation bare = new ImageLocation("memory://light/x", Map.of());
    assertThat(lab.get(bare)).isEqualTo(LIGHT);
    ImageLocation stale =
        new ImageLocation("memory://light/x", Map.of(ImageLocation.STORE, "renamed"));
    assertThat(lab.get(stale)).isEqualTo(LIGHT);
    lab.finder.discard(stale);
    assertThatThrownBy(() -> lab.get(bare)).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void nothingOfAPluginPasses() throws Exception {
    for (FaultyType.At at : FaultyType.At.values()) {
      String id = Samples.id();
      ImageLocation location = lab.put("heavy", id, HEAVY).location();
      faulty.at = at;
      try (ImageData data = lab.finder.open(List.of(location))) {
        Samples.drain(data.from(0));
      } catch (IOException | RuntimeException e) {
        assertOurs(e);
      }
      try {
        lab.put("heavy", Samples.id(), HEAVY);
      } catch (RuntimeException e) {
        assertOurs(e);
      }
      try {
        lab.finder.discard(location);
      } catch (RuntimeException e) {
        assertOurs(e);
      }
      lab.table.slot("heavy").orElseThrow().open().get(0).probe();
      faulty.at = FaultyType.At.NOWHERE;
    }
    assertThat(lab.table.slot("heavy").orElseThrow().leases()).isZero();
  }

  private static void assertOurs(Throwable thrown) {
    assertThat(thrown).isInstanceOfAny(Refusal.class, IOException.class).hasNoCause();
    assertThat(thrown.getClass().getName()).doesNotContain("org.oriel.store.");
    assertThat(thrown).isNotInstanceOf(FaultyType.PluginFault.class);
  }

  @Test
  void discardingWhatIsGoneIsNoReasonToRefuse() {
    ImageLocation location = lab.put("light", "x", LIGHT).location();
    lab.finder.discard(location);
    lab.finder.discard(location);
    lab.finder.discard(new ImageLocation("unheard-of://x", Map.of()));
    lab.finder.discard(new ImageLocation("", Map.of()));
  }

  @Test
  void readOnlyStoreKeepsItsDataAndTakesNone() throws Exception {
    ImageLocation location = lab.put("heavy", "x", HEAVY).location();
    faulty.readOnly = true;
    lab.define("heavy", "faulty", Map.of("memory_store_max_bytes", "1000"));
    lab.finder.discard(location);
    assertThat(lab.get(location)).isEqualTo(HEAVY);
    assertThat(status("heavy").readOnly()).isTrue();
    assertThat(status("heavy").state()).isEqualTo(StoreStatus.State.READ_ONLY);
    assertThatThrownBy(() -> lab.put("heavy", "y", HEAVY))
        .isInstanceOf(Refusal.Gone.class)
        .hasMessage("Error in store configuration. Adding images to store is disabled.");
    assertThat(lab.finder.discardRemains("x")).isTrue();
    assertThat(lab.get(location)).isEqualTo(HEAVY);
  }

  @Test
  void storeThatIsDownOrAbsentIsUnavailable() {
    ImageLocation heavy = lab.put("heavy", "x", HEAVY).location();
    faulty.down = true;
    assertThatThrownBy(() -> lab.finder.discard(heavy)).isInstanceOf(Refusal.Unavailable.class);
    assertThatThrownBy(() -> lab.put("heavy", "y", HEAVY)).isInstanceOf(Refusal.Unavailable.class);
    lab.define("far", "swift", Map.of());
    ImageLocation far = new ImageLocation("swift+https://somewhere/x", Map.of());
    assertThatThrownBy(() -> lab.get(far)).isInstanceOf(Refusal.Unavailable.class);
    assertThatThrownBy(() -> lab.finder.discard(far)).isInstanceOf(Refusal.Unavailable.class);
    ImageLocation named = new ImageLocation("odd://x", Map.of(ImageLocation.STORE, "far"));
    assertThatThrownBy(() -> lab.get(named)).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void remainsAreFoundInEveryStore() {
    lab.put("light", "x", LIGHT);
    lab.put("heavy", "x", HEAVY);
    ImageLocation other = lab.put("light", "other", LIGHT).location();
    assertThat(lab.finder.discardRemains("x")).isTrue();
    for (String store : List.of("light", "heavy")) {
      assertThatThrownBy(() -> lab.get(new ImageLocation("memory://" + store + "/x", Map.of())))
          .isInstanceOf(Refusal.NotFound.class);
    }
    assertThat(lab.finder.inOrder(List.of(other))).containsExactly(other);
    faulty.down = true;
    assertThat(lab.finder.discardRemains("x")).isFalse();
    faulty.down = false;
    lab.define("absent", "swift", Map.of());
    assertThat(lab.finder.discardRemains("x")).isFalse();
  }
}
