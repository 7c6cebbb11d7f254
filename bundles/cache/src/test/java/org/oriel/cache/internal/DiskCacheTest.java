// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Attributes;
import org.oriel.image.CachedImage;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.storage.ImageCache;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Stored;
import org.oriel.storage.internal.Shelf;
import org.oriel.testkit.catalogue.MemoryCache;
import org.oriel.testkit.catalogue.MemoryCatalogue;
import org.oriel.testkit.catalogue.SetClock;

class DiskCacheTest {
  private final SetClock clock = new SetClock();
  private final MemoryCatalogue catalogue = new MemoryCatalogue();
  private final MemoryCache records = new MemoryCache("http://here");
  private final Path directory;
  private final Shelf shelves;
  private int images;

  @SuppressWarnings("NullAway.Init")
  private DiskCache cache;

  DiskCacheTest(@TempDir Path directory) {
    this.directory = directory.resolve("cache");
    this.shelves = new Shelf(directory.resolve("stores"));
  }

  @BeforeEach
  void open() {
    cache = open(1 << 20, true);
  }

  @AfterEach
  void close() {
    cache.close();
    shelves.close();
  }

  private DiskCache open(long most, boolean serves) {
    CacheSettings settings =
        new CacheSettings(Optional.of(directory), most, Duration.ofHours(1), serves);
    return new DiskCache(catalogue, records, shelves.storage(), settings, clock);
  }

  private void reopen(long most) {
    cache.close();
    cache = open(most, true);
  }

  /** An active image with its data in a store. */
  private Image active(String text) {
    Attributes attributes =
        Attributes.NONE.withDiskFormat(Optional.of("raw")).withContainerFormat(Optional.of("bare"));
    String id = "00000000-0000-4000-8000-%012d".formatted(++images);
    Image image = Image.queued(id, attributes, clock.instant());
    catalogue.add(image);
    Intake intake =
        new Intake("fast", image.id(), OptionalLong.empty(), 1 << 20, "sha512", List.of());
    Stored stored = shelves.storage().ingest(intake, data(text));
    Image saving = catalogue.store(image, image.beginUpload());
    return catalogue.store(
        saving,
        saving.activate(
            new Content(
                OptionalLong.of(stored.size()),
                OptionalLong.empty(),
                Optional.of(stored.checksum()),
                Optional.of(stored.multihash()),
                List.of(stored.location()))));
  }

  private static ReadableByteChannel data(String text) {
    return Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(ReadableByteChannel channel) throws IOException {
    try (channel) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void fill(Image image, String text) throws IOException {
    assertThat(text(cache.filling(image, data(text)))).isEqualTo(text);
  }

  private Optional<String> hit(Image image) throws IOException {
    Optional<ImageData> found = cache.open(image);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (ImageData data = found.get()) {
      return Optional.of(text(data.from(0)));
    }
  }

  private List<String> files(String below) {
    try (Stream<Path> files = Files.list(directory.resolve(below))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> ids() {
    return cache.cached().stream().map(CachedImage::imageId).toList();
  }

  @Test
  @DisplayName("what was read to its end is there the next time, in Glance's layout")
  void fillsWhileReading() throws IOException {
    Image image = active("hello");
    assertThat(cache.open(image)).isEmpty();

    fill(image, "hello");

    assertThat(files("")).containsExactly(image.id());
    assertThat(files("incomplete")).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    assertThat(hit(image)).contains("hello");
    assertThat(cache.cached()).hasSize(1);
    assertThat(cache.cached().get(0).hits()).isEqualTo(1);
    assertThat(cache.cached().get(0).lastAccessed()).isEqualTo(clock.instant());
    try (ImageData part = cache.open(image).orElseThrow()) {
      assertThat(part.size()).isEqualTo(5);
      assertThat(text(part.from(3))).isEqualTo("lo");
    }
    assertThat(cache.nodes(image.id())).containsExactly("http://here");
  }

  @Test
  @DisplayName("a reader that goes away leaves nothing")
  void abandoned() throws IOException {
    Image image = active("hello");
    try (ReadableByteChannel channel = cache.filling(image, data("hello"))) {
      assertThat(channel.read(ByteBuffer.allocate(3))).isEqualTo(3);
      assertThat(files("incomplete")).containsExactly(image.id());
    }
    assertThat(files("incomplete")).isEmpty();
    assertThat(files("")).isEmpty();
    assertThat(cache.cached()).isEmpty();

    fill(image, "hello");
    assertThat(ids()).containsExactly(image.id());
  }

  @Test
  @DisplayName("of several readers one fills, and all get their data")
  void oneFills() throws IOException {
    Image image = active("hello");
    ReadableByteChannel first = cache.filling(image, data("hello"));
    ReadableByteChannel plain = data("hello");
    assertThat(cache.filling(image, plain)).isSameAs(plain);
    assertThat(text(first)).isEqualTo("hello");
    assertThat(hit(image)).contains("hello");
  }

  @Test
  @DisplayName("wrong data are put aside, and cleaning removes them")
  void wrongData() throws IOException {
    Image image = active("hello");
    fill(image, "jello");

    assertThat(cache.cached()).isEmpty();
    assertThat(files("invalid")).containsExactly(image.id());
    cache.clean();
    assertThat(files("invalid")).isEmpty();
  }

  @Test
  @DisplayName("what is removed while it comes does not stay, and its reader does not notice")
  void removedMeanwhile() throws IOException {
    Image image = active("hello");
    ReadableByteChannel channel = cache.filling(image, data("hello"));
    assertThat(channel.read(ByteBuffer.allocate(3))).isEqualTo(3);
    assertThat(cache.remove(image.id())).isFalse();
    assertThat(text(channel)).isEqualTo("lo");

    assertThat(files("")).isEmpty();
    assertThat(files("incomplete")).isEmpty();
    assertThat(cache.cached()).isEmpty();
  }

  @Test
  @DisplayName("a reader of what is removed gets the rest")
  void removedWhileRead() throws IOException {
    Image image = active("hello");
    fill(image, "hello");
    try (ImageData data = cache.open(image).orElseThrow()) {
      assertThat(cache.remove(image.id())).isTrue();
      assertThat(text(data.from(0))).isEqualTo("hello");
    }
    assertThat(cache.open(image)).isEmpty();
    assertThat(cache.remove(image.id())).isFalse();
  }

  @Test
  @DisplayName("deactivated images are neither served nor kept, others' data never")
  void onlyActive() throws IOException {
    Image image = active("hello");
    fill(image, "hello");
    Image deactivated = catalogue.store(image, image.deactivate());
    assertThat(cache.open(deactivated)).isEmpty();

    Content content = image.content();
    Image other =
        image.with(
            new Content(
                content.size(),
                content.virtualSize(),
                Optional.of("0".repeat(32)),
                content.multihash(),
                content.locations()));
    assertThat(cache.open(other)).isEmpty();
    assertThat(files("")).isEmpty();
  }

  @Test
  @DisplayName("the next start knows what was there, sweeps the rest and finds what has no record")
  void restart() throws IOException {
    Image first = active("hello");
    fill(first, "hello");
    assertThat(hit(first)).contains("hello");
    Image second = active("data");
    Files.writeString(directory.resolve(second.id()), "data");
    Image third = active("gone");
    fill(third, "gone");
    Files.delete(directory.resolve(third.id()));
    Files.writeString(directory.resolve("incomplete").resolve(second.id()), "da");
    Files.writeString(directory.resolve("notes.db"), "not ours");

    reopen(1 << 20);

    assertThat(ids()).containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(records.all()).extracting(CachedImage::imageId).hasSameElementsAs(ids());
    assertThat(files("incomplete")).isEmpty();
    assertThat(hit(second)).contains("data");
    assertThat(cache.cached().stream().filter(each -> each.imageId().equals(first.id())))
        .extracting(CachedImage::hits)
        .containsExactly(1L);
    assertThat(directory.resolve("notes.db")).exists();
  }

  @Test
  @DisplayName("two servers do not share a directory")
  void locked() {
    assertThatThrownBy(() -> open(1, true))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("Another server works on the cache " + directory + ".");
  }

  @Test
  @DisplayName("what was read last the longest ago goes first")
  void prune() throws IOException {
    Image first = filled("11111");
    Image second = filled("22222");
    Image third = filled("33333");
    clock.pass(Duration.ofMinutes(1));
    assertThat(hit(first)).contains("11111");
    assertThat(cache.prune()).isEqualTo(new ImageCache.Pruned(0, 0));

    reopen(10);
    assertThat(cache.prune()).isEqualTo(new ImageCache.Pruned(1, 5));
    assertThat(ids()).containsExactly(first.id(), third.id());
    assertThat(files("")).hasSize(2).doesNotContain(second.id());

    Image fourth = filled("44444");
    assertThat(ids()).containsExactly(fourth.id(), first.id());
    Image large = active("much too large");
    fill(large, "much too large");
    assertThat(ids()).containsExactly(fourth.id(), first.id());
  }

  private Image filled(String text) throws IOException {
    clock.pass(Duration.ofMinutes(1));
    Image image = active(text);
    fill(image, text);
    return image;
  }

  @Test
  @DisplayName("what is queued is fetched after a while, the oldest first")
  void queue() throws IOException {
    Image first = active("hello");
    Image second = active("world");
    cache.queue(second.id());
    cache.queue(first.id());
    cache.queue(first.id());
    Files.setLastModifiedTime(
        directory.resolve("queue").resolve(first.id()),
        FileTime.from(clock.instant().minusSeconds(50)));
    Files.setLastModifiedTime(
        directory.resolve("queue").resolve(second.id()), FileTime.from(clock.instant()));
    assertThat(cache.queued()).containsExactly(first.id(), second.id());

    cache.fetchQueued();
    assertThat(cache.queued()).containsExactly(second.id());
    assertThat(hit(first)).contains("hello");
    assertThat(cache.unqueue(second.id())).isTrue();
    assertThat(cache.unqueue(second.id())).isFalse();
    cache.queue(first.id());
    assertThat(cache.queued()).isEmpty();
  }

  @Test
  @DisplayName("what cannot be fetched leaves the queue, unless its store is only away")
  void queueOfTheLost() throws IOException {
    Image lost = active("hello");
    shelves.storage().discardRemains(lost.id());
    Image gone = active("world");
    catalogue.store(gone, gone.delete(false));
    Image away = active("later");
    shelves.remove();
    for (Image image : List.of(lost, gone, away)) {
      Files.createFile(directory.resolve("queue").resolve(image.id()));
    }
    clock.pass(Duration.ofDays(36_500));
    cache.fetchQueued();
    assertThat(cache.queued()).contains(away.id()).doesNotContain(gone.id());
    assertThat(cache.cached()).isEmpty();

    shelves.add();
    cache.fetchQueued();
    assertThat(cache.queued()).isEmpty();
    assertThat(ids()).containsExactly(away.id());
  }

  @Test
  @DisplayName("what was deleted elsewhere goes with the next upkeep")
  void upkeep() throws IOException {
    Image kept = active("hello");
    fill(kept, "hello");
    Image gone = active("world");
    fill(gone, "world");
    catalogue.store(gone, gone.delete(false));

    cache.keepUp();
    assertThat(ids()).containsExactly(kept.id());
  }

  @Test
  @DisplayName("without its filter, what was fetched is kept but not served")
  void doesNotServe() throws IOException {
    cache.close();
    cache = open(1 << 20, false);
    Image image = active("hello");
    ReadableByteChannel plain = data("hello");
    assertThat(cache.filling(image, plain)).isSameAs(plain);
    Files.createFile(directory.resolve("queue").resolve(image.id()));
    clock.pass(Duration.ofDays(36_500));
    cache.fetchQueued();
    assertThat(ids()).containsExactly(image.id());
    assertThat(cache.open(image)).isEmpty();
  }

  @Test
  @DisplayName("without a directory it is off")
  void off() {
    cache.close();
    cache = new DiskCache(catalogue, records, shelves.storage(), CacheSettings.of(Map.of()), clock);
    Image image = active("hello");
    ReadableByteChannel plain = data("hello");
    assertThat(cache.isOn()).isFalse();
    assertThat(cache.open(image)).isEmpty();
    assertThat(cache.filling(image, plain)).isSameAs(plain);
    cache.queue(image.id());
    assertThat(cache.queued()).isEmpty();
  }
}
