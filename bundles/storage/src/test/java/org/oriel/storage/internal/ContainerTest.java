// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.oriel.storage.Stored;
import org.oriel.stores.file.internal.FileStoreType;
import org.oriel.stores.memory.internal.MemoryStoreType;
import org.oriel.testkit.store.Samples;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/** Hot swap in a real framework, with declarative services and configuration at work. */
@Timeout(120)
class ContainerTest {
  private static final byte[] BYTES = Samples.bytes(500_000, 1);

  private final Path place;
  private final Container container;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ContainerTest(@TempDir Path place) throws Exception {
    this.place = place;
    this.container = new Container(place);
  }

  @BeforeEach
  void configure() throws Exception {
    container.configure(
        Map.of(
            "stores", "disk,fast",
            "default_backend", "fast",
            "multistore", "true",
            "drain_seconds", "20"));
    container.configureStore(
        "disk", "file", Map.of("filesystem_store_datadir", place.resolve("disk").toString()));
  }

  @AfterEach
  void end() throws Exception {
    threads.shutdownNow();
    container.stop();
  }

  private static Stored put(Storage storage, String store) {
    Intake intake =
        new Intake(
            store, Samples.id(), OptionalLong.of(BYTES.length), 1L << 30, "sha512", List.of());
    return storage.ingest(intake, Lab.channel(BYTES));
  }

  private static byte[] get(Storage storage, ImageLocation location) throws Exception {
    try (ImageData data = storage.open(List.of(location))) {
      return Samples.drain(data.from(0));
    }
  }

  private static void await(Storage storage, int store, Predicate<StoreStatus> wanted)
      throws InterruptedException {
    while (!wanted.test(storage.stores().get(store))) {
      Thread.sleep(5);
    }
  }

  private static boolean isReady(StoreStatus status) {
    return status.state() == StoreStatus.State.READY;
  }

  @Test
  void droppedPluginServesAndRemovedPluginIsUnavailable() throws Exception {
    Storage storage = container.storage();
    assertThat(storage.defaultStore()).isEqualTo("fast");
    assertThat(storage.multistore()).isTrue();
    assertThatThrownBy(() -> put(storage, "disk")).isInstanceOf(Refusal.Unavailable.class);
    assertThatThrownBy(() -> put(storage, "fast")).isInstanceOf(Refusal.Unavailable.class);
    assertThatThrownBy(() -> put(storage, "other")).isInstanceOf(Refusal.Invalid.class);
    Bundle plugin = container.drop(FileStoreType.class, "1.2.3");
    await(storage, 0, ContainerTest::isReady);
    assertThat(storage.stores().get(0).plugin()).contains("org.oriel.stores.file 1.2.3");
    Stored stored = put(storage, "disk");
    assertThat(stored.location().store()).contains("disk");
    assertThat(get(storage, stored.location())).isEqualTo(BYTES);
    plugin.uninstall();
    assertThat(storage.stores().get(0).state()).isEqualTo(StoreStatus.State.ABSENT);
    assertThatThrownBy(() -> get(storage, stored.location()))
        .isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void newerVersionBesideTheOldTakesOverUnderLoad() throws Exception {
    Storage storage = container.storage();
    Bundle current = container.drop(FileStoreType.class, "1.0.0");
    await(storage, 0, ContainerTest::isReady);
    Stored stored = put(storage, "disk");
    AtomicBoolean stop = new AtomicBoolean();
    List<Future<Integer>> load = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      load.add(
          threads.submit(
              () -> {
                int rounds = 0;
                for (; !stop.get(); rounds++) {
                  assertThat(get(storage, stored.location())).isEqualTo(BYTES);
                  storage.discard(put(storage, "disk").location());
                }
                return rounds;
              }));
    }
    for (int version = 2; version < 6; version++) {
      Thread.sleep(200);
      Bundle next = container.drop(FileStoreType.class, version + ".0.0");
      String expected = "org.oriel.stores.file " + version + ".0.0";
      await(storage, 0, status -> status.plugin().equals(java.util.Optional.of(expected)));
      current.uninstall();
      current = next;
    }
    stop.set(true);
    for (Future<Integer> worker : load) {
      assertThat(worker.get()).isPositive();
    }
  }

  @Test
  void whileAStoreDrainsConfigurationAndOtherPluginsGoOn() throws Exception {
    Storage storage = container.storage();
    Bundle plugin = container.drop(FileStoreType.class, "1.0.0");
    await(storage, 0, ContainerTest::isReady);
    Stored stored = put(storage, "disk");
    Future<?> removal;
    try (ImageData data = storage.open(List.of(stored.location()))) {
      ReadableByteChannel channel = data.from(0);
      channel.read(ByteBuffer.allocate(1000));
      removal =
          threads.submit(
              () -> {
                plugin.uninstall();
                return true;
              });
      await(storage, 0, status -> status.state() == StoreStatus.State.ABSENT);
      Thread.sleep(1500); // longer than the lock of declarative services may be held
      long began = System.nanoTime();
      Configuration fast = container.configureStore("fast", "memory", Map.of());
      container.drop(MemoryStoreType.class, "1.0.0");
      await(storage, 1, ContainerTest::isReady);
      Stored other = put(storage, "fast");
      container.configureStore("fast", "memory", Map.of("memory_store_max_bytes", "1000000"));
      await(storage, 1, status -> status.freeBytes().orElse(0) < 1_000_000);
      assertThat(get(storage, other.location())).isEqualTo(BYTES);
      container.configure(Map.of("stores", "disk,fast,none", "drain_seconds", "20"));
      while (storage.stores().size() < 3) {
        Thread.sleep(5);
      }
      fast.delete();
      await(storage, 1, status -> status.state() == StoreStatus.State.ABSENT);
      container.configureStore(
          "disk", "file", Map.of("filesystem_store_datadir", place.resolve("two").toString()));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      assertThat(removal.isDone()).isFalse();
      assertThat(Samples.drain(data.from(0))).isEqualTo(BYTES);
    }
    removal.get(10, TimeUnit.SECONDS);
    container.drop(FileStoreType.class, "2.0.0");
    await(storage, 0, ContainerTest::isReady);
    assertThat(put(storage, "disk").location().url()).contains("/two/");
  }
}
