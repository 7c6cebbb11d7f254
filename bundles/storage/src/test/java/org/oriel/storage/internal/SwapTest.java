// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageData;
import org.oriel.storage.StoreStatus;
import org.oriel.storage.Stored;
import org.oriel.stores.file.internal.FileStoreType;
import org.oriel.stores.memory.internal.MemoryStoreType;
import org.oriel.testkit.store.Samples;

/** Plugins and settings come and go while data are read and written. */
@Timeout(60)
class SwapTest {
  private final Path place;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  SwapTest(@TempDir Path place) {
    this.place = place;
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private void defineFile(Lab lab, String id) {
    lab.define(id, "file", Map.of("filesystem_store_datadir", place.resolve(id).toString()));
  }

  @Test
  void newerPluginTakesOverAndNoRequestIsRefused() throws Exception {
    try (Lab lab = new Lab()) {
      OfferedType current = lab.offer(new FileStoreType(), "1.0.0");
      defineFile(lab, "disk");
      byte[] bytes = Samples.bytes(300_000, 1);
      Stored stored = lab.put("disk", "base", bytes);
      AtomicBoolean stop = new AtomicBoolean();
      List<Future<Integer>> load = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        load.add(threads.submit(() -> read(lab, stored.location(), bytes, stop)));
        load.add(threads.submit(() -> write(lab, stop)));
      }
      for (int version = 2; version < 12; version++) {
        Thread.sleep(100);
        OfferedType next = lab.offer(new FileStoreType(), version + ".0.0");
        assertThat(newest(lab, "disk")).isEqualTo(next);
        lab.table.withdraw(current);
        current = next;
      }
      stop.set(true);
      for (Future<Integer> worker : load) {
        assertThat(worker.get()).isPositive();
      }
      assertThat(lab.table.slot("disk").orElseThrow().leases()).isZero();
      assertNoTemporaryIn(place.resolve("disk"));
    }
  }

  private static int read(Lab lab, ImageLocation location, byte[] bytes, AtomicBoolean stop)
      throws Exception {
    int rounds = 0;
    for (; !stop.get(); rounds++) {
      assertThat(lab.get(location)).isEqualTo(bytes);
    }
    return rounds;
  }

  private static int write(Lab lab, AtomicBoolean stop) throws Exception {
    int rounds = 0;
    for (; !stop.get(); rounds++) {
      byte[] bytes = Samples.bytes(400_000, rounds);
      Stored stored = lab.put("disk", Samples.id(), bytes);
      assertThat(lab.get(stored.location())).isEqualTo(bytes);
      lab.finder.discard(stored.location());
    }
    return rounds;
  }

  @Test
  void newestVersionServesWhateverTheOrderOfArrival() {
    try (Lab lab = new Lab()) {
      OfferedType newest = lab.offer(new FileStoreType(), "2.0.0");
      defineFile(lab, "disk");
      OfferedType older = lab.offer(new FileStoreType(), "1.9.0");
      assertThat(newest(lab, "disk")).isEqualTo(newest);
      lab.table.withdraw(newest);
      assertThat(newest(lab, "disk")).isEqualTo(older);
      OfferedType twin = lab.offer(new FileStoreType(), "1.9.0");
      assertThat(newest(lab, "disk")).isEqualTo(twin);
    }
  }

  private static OfferedType newest(Lab lab, String id) {
    return lab.table.slot(id).orElseThrow().open().get(0).type();
  }

  @Test
  void removalWaitsForReadersAndRefusesNewOnes() throws Exception {
    try (Lab lab = new Lab(Duration.ofSeconds(30))) {
      OfferedType type = lab.offer(new FileStoreType(), "1.0.0");
      defineFile(lab, "disk");
      lab.offer(new MemoryStoreType(), "1.0.0");
      lab.define("fast", "memory", Map.of());
      byte[] bytes = Samples.bytes(3_000_000, 1);
      Stored stored = lab.put("disk", "x", bytes);
      Future<?> removal;
      try (ImageData data = lab.finder.open(List.of(stored.location()))) {
        ReadableByteChannel channel = data.from(0);
        ByteBuffer got = ByteBuffer.allocate(bytes.length);
        readSome(channel, got, 1_000_000);
        removal = threads.submit(() -> lab.table.withdraw(type));
        awaitAbsent(lab, "disk");
        assertThatThrownBy(() -> lab.get(stored.location()))
            .isInstanceOfSatisfying(
                Refusal.Unavailable.class, e -> assertThat(e.retryAfter()).isPositive());
        assertThat(lab.get(lab.put("fast", "y", bytes).location())).isEqualTo(bytes);
        readSome(channel, got, bytes.length);
        assertThat(got.array()).isEqualTo(bytes);
        assertThat(removal.isDone()).isFalse();
      }
      removal.get(5, TimeUnit.SECONDS);
      lab.offer(new FileStoreType(), "1.0.1");
      assertThat(lab.get(stored.location())).isEqualTo(bytes);
    }
  }

  private static void readSome(ReadableByteChannel channel, ByteBuffer into, int until)
      throws IOException {
    into.limit(until);
    while (into.hasRemaining()) {
      assertThat(channel.read(into)).isPositive();
    }
  }

  private static void awaitAbsent(Lab lab, String id) throws InterruptedException {
    while (!lab.table.slot(id).orElseThrow().open().isEmpty()) {
      Thread.sleep(1);
    }
  }

  @Test
  void readerIsCutOffAfterTheLimit() throws Exception {
    try (Lab lab = new Lab(Duration.ofSeconds(1))) {
      OfferedType type = lab.offer(new FileStoreType(), "1.0.0");
      defineFile(lab, "disk");
      Stored stored = lab.put("disk", "x", new byte[1_000_000]);
      try (ImageData data = lab.finder.open(List.of(stored.location()))) {
        ReadableByteChannel channel = data.from(0);
        readSome(channel, ByteBuffer.allocate(1000), 1000);
        long began = System.nanoTime();
        lab.table.withdraw(type);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        assertThatThrownBy(() -> Samples.drain(channel))
            .isExactlyInstanceOf(IOException.class)
            .hasNoCause();
        assertThatThrownBy(() -> data.from(0)).isExactlyInstanceOf(IOException.class);
      }
      assertThat(lab.table.slot("disk").orElseThrow().leases()).isZero();
    }
  }

  @Test
  void uploadIsCutOffAfterTheLimitAndLeavesNothing() throws Exception {
    try (Lab lab = new Lab(Duration.ofMillis(500))) {
      OfferedType type = lab.offer(new FileStoreType(), "1.0.0");
      defineFile(lab, "disk");
      Pipe pipe = Pipe.open();
      Future<Stored> upload = threads.submit(() -> lab.put(Lab.intake("disk", "x"), pipe.source()));
      pipe.sink().write(ByteBuffer.allocate(60_000));
      while (lab.table.slot("disk").orElseThrow().leases() == 0) {
        Thread.sleep(1);
      }
      lab.table.withdraw(type);
      assertNoTemporaryIn(place.resolve("disk"));
      try (Pipe.SinkChannel sink = pipe.sink()) {
        sink.write(ByteBuffer.allocate(80_000));
      }
      assertThatThrownBy(upload::get).hasCauseInstanceOf(Refusal.Unavailable.class);
      assertThat(place.resolve("disk")).isEmptyDirectory();
    }
  }

  private static void assertNoTemporaryIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void slowReaderHoldsUpNoChangeOfSettings() throws Exception {
    try (Lab lab = new Lab(Duration.ofSeconds(30))) {
      lab.offer(new MemoryStoreType(), "1.0.0");
      lab.define("slow", "memory", Map.of());
      lab.define("other", "memory", Map.of());
      byte[] bytes = Samples.bytes(100_000, 1);
      Stored stored = lab.put("slow", "x", bytes);
      try (ImageData data = lab.finder.open(List.of(stored.location()))) {
        OpenStore before = lab.table.slot("slow").orElseThrow().open().get(0);
        long began = System.nanoTime();
        lab.define("slow", "memory", Map.of("memory_store_max_bytes", "1000000"));
        lab.define("other", "memory", Map.of("memory_store_max_bytes", "1000000"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(lab.table.slot("slow").orElseThrow().open()).doesNotContain(before);
        assertThat(lab.get(stored.location())).isEqualTo(bytes);
        assertThatThrownBy(() -> lab.put("other", "y", new byte[1_000_001]))
            .isInstanceOf(Refusal.TooLarge.class);
        assertThat(Samples.drain(data.from(0))).isEqualTo(bytes);
      }
    }
  }

  @Test
  void changeOfWeightKeepsTheOpenStore() {
    try (Lab lab = new Lab()) {
      lab.offer(new MemoryStoreType(), "1.0.0");
      lab.define("fast", "memory", Map.of());
      OpenStore before = lab.table.slot("fast").orElseThrow().open().get(0);
      lab.define("fast", "memory", Map.of("weight", "7", "store_description", "quick"));
      assertThat(lab.table.slot("fast").orElseThrow().open()).containsExactly(before);
      assertThat(lab.table.slot("fast").orElseThrow().definition().weight()).isEqualTo(7);
    }
  }

  @Test
  void wrongSettingsKeepTheOldStoreAndAreTold() throws Exception {
    try (Lab lab = new Lab()) {
      lab.offer(new MemoryStoreType(), "1.0.0");
      lab.define("fast", "memory", Map.of());
      Stored stored = lab.put("fast", "x", new byte[10]);
      lab.define("fast", "memory", Map.of("memory_store_max_bytes", "much"));
      assertThat(lab.get(stored.location())).hasSize(10);
      StoreStatus status = Statuses.of("fast", lab.table.slot("fast"), "fast");
      assertThat(status.state()).isEqualTo(StoreStatus.State.READY);
      assertThat(status.detail()).contains("memory_store_max_bytes");
      lab.define("fast", "memory", Map.of("memory_store_max_bytes", "10"));
      assertThat(Statuses.of("fast", lab.table.slot("fast"), "fast").detail()).isEmpty();
    }
  }

  @Test
  void configuredStoreWithoutPluginIsUnavailableUntilOneComes() {
    try (Lab lab = new Lab()) {
      lab.define("fast", "memory", Map.of());
      assertThatThrownBy(() -> lab.put("fast", "x", new byte[1]))
          .isInstanceOf(Refusal.Unavailable.class);
      StoreStatus status = Statuses.of("fast", lab.table.slot("fast"), "");
      assertThat(status.state()).isEqualTo(StoreStatus.State.ABSENT);
      assertThat(status.detail()).isEqualTo("No plugin offers the store type memory.");
      lab.offer(new MemoryStoreType(), "1.0.0");
      assertThat(lab.put("fast", "x", new byte[1]).size()).isEqualTo(1);
      assertThat(Statuses.of("fast", lab.table.slot("fast"), "").plugin())
          .contains("plugin.memory 1.0.0");
      lab.table.forget("org.oriel.store~fast");
      assertThatThrownBy(() -> lab.put("fast", "x", new byte[1]))
          .isInstanceOf(Refusal.Invalid.class);
    }
  }

  @Test
  void pluginThatHangsWhileItOpensHoldsUpNobodyForLong() throws Exception {
    try (Lab lab = new Lab()) {
      FaultyType hanging = new FaultyType();
      hanging.at = FaultyType.At.OPEN;
      hanging.hang = true;
      lab.offer(hanging, "1.0.0");
      lab.offer(new MemoryStoreType(), "1.0.0");
      long began = System.nanoTime();
      lab.define("stuck", "faulty", Map.of());
      lab.define("fast", "memory", Map.of());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      assertThat(lab.put("fast", "x", new byte[1]).size()).isEqualTo(1);
      assertThatThrownBy(() -> lab.put("stuck", "x", new byte[1]))
          .isInstanceOf(Refusal.Unavailable.class);
      hanging.release.countDown();
      while (lab.table.slot("stuck").orElseThrow().open().isEmpty()) {
        Thread.sleep(1);
      }
      assertThat(lab.put("stuck", "x", new byte[1]).size()).isEqualTo(1);
    }
  }

  @Test
  void pluginThatWentWhileItOpenedIsNotServed() throws Exception {
    try (Lab lab = new Lab()) {
      FaultyType hanging = new FaultyType();
      hanging.at = FaultyType.At.OPEN;
      hanging.hang = true;
      OfferedType offered = lab.offer(hanging, "1.0.0");
      lab.define("stuck", "faulty", Map.of());
      lab.table.withdraw(offered);
      hanging.release.countDown();
      Thread.sleep(300);
      assertThat(lab.table.slot("stuck").orElseThrow().open()).isEmpty();
    }
  }

  @Test
  void whatFailedToOpenIsTriedAgain() throws Exception {
    try (Lab lab = new Lab()) {
      FaultyType failing = new FaultyType();
      failing.at = FaultyType.At.OPEN;
      lab.offer(failing, "1.0.0");
      lab.define("faulty", "faulty", Map.of());
      assertThat(Statuses.of("faulty", lab.table.slot("faulty"), "").detail())
          .isEqualTo("The plugin failed.");
      failing.at = FaultyType.At.NOWHERE;
      lab.table.retry();
      while (lab.table.slot("faulty").orElseThrow().open().isEmpty()) {
        Thread.sleep(1);
      }
      assertThat(Statuses.of("faulty", lab.table.slot("faulty"), "").detail()).isEmpty();
    }
  }

  @Test
  void tooManyTransfersOfOneStoreAreRefusedAndOthersNot() {
    try (Lab lab = new Lab()) {
      lab.offer(new MemoryStoreType(), "1.0.0");
      lab.define("fast", "memory", Map.of());
      lab.define("other", "memory", Map.of());
      List<Lease> leases = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        leases.add(lab.table.lease("fast"));
      }
      assertThatThrownBy(() -> lab.table.lease("fast"))
          .isInstanceOf(Refusal.Unavailable.class)
          .hasMessage("Store fast is busy.");
      lab.table.lease("other").close();
      leases.get(0).close();
      leases.get(0).close();
      lab.table.lease("fast").close();
      assertThat(lab.table.slot("fast").orElseThrow().leases()).isEqualTo(7);
    }
  }
}
