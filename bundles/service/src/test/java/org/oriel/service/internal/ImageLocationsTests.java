// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.service.Change;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskStatus;

class ImageLocationsTests {
  private static final String TEXT = "data behind an address";

  private final Path directory;
  private final Web web = new Web();
  private House house;

  ImageLocationsTests(@TempDir Path directory) {
    this.directory = directory;
    this.house = house(Map.of());
  }

  private House house(Map<String, Object> settings) {
    return house(Map.of(), settings);
  }

  private House house(Map<String, Object> policy, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("http_retries", "2", "node", "here"));
    all.putAll(settings);
    House made = new House(directory.resolve("h" + settings.hashCode()), policy, all);
    made.shelves.addWeb();
    return made;
  }

  private void rebuild(Map<String, Object> settings) {
    house.close();
    house = house(settings);
  }

  @AfterEach
  void close() {
    house.close();
    web.close();
  }

  private Caller service() {
    return Caller.of("nova", "p1", Set.of("service", "reader"));
  }

  private void add(Image image, String url) {
    house.locations.add(house.alice, image.id(), url, Optional.empty(), Optional.of("req-1"));
  }

  private void add(Image image, String url, Multihash expected) {
    house.locations.add(house.alice, image.id(), url, Optional.of(expected), Optional.empty());
  }

  private static Multihash digest(String algorithm, String javaName, String text) {
    return new Multihash(algorithm, House.digest(javaName, House.bytes(text)));
  }

  private Task task(Image image) {
    return house.tasks.ofImage(image.id(), Caller.SYSTEM).get(0);
  }

  private Task ended(Image image) {
    await(() -> task(image).status().ended());
    await(() -> !house.now(image).attributes().properties().containsKey(TaskCatalogue.LOCK));
    return task(image);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  // --- quotas

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesNoMoreThanTheProjectMayHave(boolean proved) {
    house.close();
    house = house(Map.of("user_storage_quota", Integer.toString(TEXT.length() + 3)), Map.of());
    String url = web.put("a", TEXT);
    Multihash digest = digest("sha512", "SHA-512", TEXT);
    for (Image each : List.of(house.queued("raw"), house.queued("raw"))) {
      house.locations.add(
          house.alice,
          each.id(),
          url,
          proved ? Optional.of(digest) : Optional.empty(),
          Optional.empty());
      TaskStatus ended = ended(each).status();
      boolean fits = house.now(each).status() == ImageStatus.ACTIVE;
      assertThat(ended).isEqualTo(fits ? TaskStatus.SUCCESS : TaskStatus.FAILURE);
      if (!fits) {
        assertThat(house.now(each).status()).isEqualTo(ImageStatus.QUEUED);
        assertThat(task(each).message()).contains("3 bytes remaining");
      }
    }
    assertThat(house.memory.storedBytes("p1", Optional.empty())).isEqualTo(TEXT.length());
  }

  // --- data that need no proof

  @Test
  void makesTheImageActiveAndThenKnowsItsDigests() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    web.meanwhile =
        () -> {
          try {
            seen.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Image image = house.queued("raw");

    add(image, web.put("a", TEXT));

    await(() -> house.now(image).status() == ImageStatus.ACTIVE);
    assertThat(house.now(image).content().checksum()).isEmpty();
    assertThat(house.now(image).attributes().properties())
        .containsEntry("os_glance_hash_op_host", "here");
    seen.countDown();
    Task task = ended(image);
    Image now = house.now(image);
    assertThat(now.content())
        .isEqualTo(
            new Content(
                OptionalLong.of(TEXT.length()),
                OptionalLong.empty(),
                Optional.of(House.digest("MD5", House.bytes(TEXT))),
                Optional.of(digest("sha512", "SHA-512", TEXT)),
                List.of(new ImageLocation(web.url("a"), Map.of("store", "web")))));
    assertThat(now.attributes().properties()).isEmpty();
    assertThat(house.text(now)).isEqualTo(TEXT);
    assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(task.type()).isEqualTo("location_import");
    assertThat(task.owner()).isEqualTo("p1");
    assertThat(task.requestId()).contains("req-1");
    assertThat(task.result()).contains(Map.of("image_id", image.id()));
    assertThat(task.input())
        .containsEntry("image_id", image.id())
        .containsEntry("loc_url", web.url("a"))
        .containsEntry("validation_data", Map.of());
    assertThat(task.expiresAt().orElseThrow()).isAfter(task.createdAt().plus(Duration.ofHours(47)));
  }

  @Test
  void keepsWhatPeopleChangeWhileItReads() {
    Image image = house.queued("raw");
    web.meanwhile =
        () ->
            house.images.change(
                house.alice,
                image.id(),
                List.of(
                    new Change.Replace("name", Optional.of("other")),
                    new Change.Add("note", Optional.of("x"))));

    add(image, web.put("a", TEXT));

    ended(image);
    Attributes now = house.now(image).attributes();
    assertThat(now.name()).contains("other");
    assertThat(now.properties()).isEqualTo(Map.of("note", "x"));
    assertThat(house.now(image).content().multihash()).isPresent();
  }

  @Test
  void triesAgainWhenReadingBreaksOff() {
    web.breaks.set(2);
    Image image = house.queued("raw");

    add(image, web.put("a", TEXT));

    assertThat(ended(image).status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(web.downloads).hasValue(3);
    assertThat(house.now(image).content().multihash()).isPresent();
  }

  @Test
  void leavesTheImageActiveWithoutDigestsIfTheyCannotBeRead() {
    web.breaks.set(100);
    Image image = house.queued("raw");

    add(image, web.put("a", TEXT));

    assertThat(ended(image).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(web.downloads).hasValue(3);
    Image now = house.now(image);
    assertThat(now.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now.content().multihash()).isEmpty();
    assertThat(now.attributes().properties()).isEmpty();
  }

  @Test
  void leavesTheImageQueuedIfThereIsNothing() {
    Image image = house.queued("raw");

    add(image, web.url("missing"));

    Task task = ended(image);
    assertThat(task.status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task.message()).isEqualTo("Invalid location");
    assertThat(house.now(image)).isEqualTo(image.updated(house.now(image).updatedAt()));
    add(image, web.put("a", TEXT));
    await(() -> house.now(image).status() == ImageStatus.ACTIVE);
  }

  // --- data that must be what they are said to be

  @Test
  void provesDigestsBeforeTheImageIsActive() {
    CompletableFuture<ImageStatus> meanwhile = new CompletableFuture<>();
    Image image = house.queued("raw");
    web.meanwhile = () -> meanwhile.complete(house.now(image).status());

    add(image, web.put("a", TEXT), digest("sha256", "SHA-256", TEXT));

    assertThat(ended(image).status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(meanwhile).isCompletedWithValue(ImageStatus.IMPORTING);
    Image now = house.now(image);
    assertThat(now.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now.content().multihash()).contains(digest("sha256", "SHA-256", TEXT));
    assertThat(now.content().checksum()).contains(House.digest("MD5", House.bytes(TEXT)));
    assertThat(now.attributes().properties()).isEmpty();
  }

  @Test
  void queuesTheImageAgainIfTheDigestIsAnother() {
    Image image = house.queued("raw");

    add(image, web.put("a", TEXT), digest("md5", "MD5", "something else"));

    Task task = ended(image);
    assertThat(task.status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task.message()).contains("digest");
    Image now = house.now(image);
    assertThat(now.status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(now.content()).isEqualTo(Content.NONE);
    assertThat(now.attributes()).isEqualTo(image.attributes());
    assertThat(house.files.open(house.alice, image.id())).isEmpty();
  }

  @Test
  void takesDigestsAtTheirWordIfTheOperatorDoes() {
    rebuild(Map.of("do_secure_hash", "false"));
    Image image = house.queued("raw");
    Multihash claimed = digest("sha1", "SHA-1", "anything");

    add(image, web.put("a", TEXT), claimed);

    assertThat(ended(image).status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(house.now(image).content().multihash()).contains(claimed);
    assertThat(house.now(image).content().checksum()).isEmpty();
    assertThat(web.downloads).hasValue(0);
    Image other = house.queued("raw");
    add(other, web.url("a"));
    ended(other);
    assertThat(house.now(other).content().multihash()).isEmpty();
  }

  // --- end and restart

  @Test
  void stopsWhenTheImageIsDeleted() {
    Image image = house.queued("raw");
    CompletableFuture<Void> reading = new CompletableFuture<>();
    CompletableFuture<Void> release = new CompletableFuture<>();
    web.meanwhile =
        () -> {
          reading.complete(null);
          release.orTimeout(10, TimeUnit.SECONDS).join();
        };
    add(image, web.put("a", TEXT), digest("sha256", "SHA-256", TEXT));
    reading.join();

    CompletableFuture<Void> deletion =
        CompletableFuture.runAsync(() -> house.images.delete(house.alice, image.id()));
    await(() -> !deletion.isDone());
    release.complete(null);
    deletion.orTimeout(20, TimeUnit.SECONDS).join();

    assertThatThrownBy(() -> house.images.show(house.alice, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
    Task task = house.tasks.unfinished().isEmpty() ? null : house.tasks.unfinished().get(0);
    assertThat(task).isNull();
  }

  @Test
  void takesUpWhatACrashCutOff() {
    String url = web.put("a", TEXT);
    Multihash expected = digest("sha256", "SHA-256", TEXT);
    Image waiting = house.queued("raw");
    Image proving = house.queued("raw");
    Image reading = house.queued("raw");
    noted(waiting, url, Optional.empty(), false);
    noted(proving, url, Optional.of(expected), true);
    house.memory.store(proving, proving.beginImport());
    noted(reading, url, Optional.empty(), true);
    Content content =
        new Content(
            OptionalLong.of(TEXT.length()),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new ImageLocation(url, Map.of("store", "web"))));
    house.memory.store(reading, reading.activate(content));

    LocationWork next =
        new LocationWork(
            house.catalogue, house.tasks, house.storage, house.quotas, Map.of("node", "here"));
    try {
      for (Image each : List.of(waiting, proving, reading)) {
        assertThat(ended(each).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.now(each).status()).isEqualTo(ImageStatus.ACTIVE);
        assertThat(house.now(each).content().multihash()).isPresent();
      }
    } finally {
      next.stop();
    }
  }

  private void noted(Image image, String url, Optional<Multihash> expected, boolean begun) {
    Task task =
        Task.pending(
            "task-" + image.id().substring(0, 8),
            Task.LOCATION_IMPORT,
            new Task.Asked(
                Optional.of("p1"), Optional.empty(), Optional.empty(), Optional.of(image.id())),
            Map.of(
                "image_id",
                image.id(),
                "loc_url",
                url,
                "validation_data",
                expected.map(LocationImport::written).orElse(Map.of())),
            Instant.now());
    house.tasks.add(task);
    house.tasks.lock(image.id(), task.id());
    if (begun) {
      house.tasks.store(task, task.begin());
    }
  }

  @Test
  void leavesItsTaskToTheNextLifeWhenTheServerStops() {
    Image image = house.queued("raw");
    CompletableFuture<Void> reading = new CompletableFuture<>();
    CompletableFuture<Void> release = new CompletableFuture<>();
    web.meanwhile =
        () -> {
          reading.complete(null);
          release.orTimeout(10, TimeUnit.SECONDS).exceptionally(e -> null).join();
        };
    add(image, web.put("a", TEXT));
    reading.join();

    house.work.stop();
    release.complete(null);

    assertThat(task(image).status()).isEqualTo(TaskStatus.PROCESSING);
    web.meanwhile = () -> {};
    LocationWork next =
        new LocationWork(
            house.catalogue, house.tasks, house.storage, house.quotas, Map.of("node", "here"));
    try {
      assertThat(ended(image).status()).isEqualTo(TaskStatus.SUCCESS);
      assertThat(house.now(image).content().multihash()).isPresent();
    } finally {
      next.stop();
    }
  }

  // --- refusals

  @Test
  void refusesWhatMayNotBe() {
    Image image = house.queued("raw");
    String url = web.put("a", TEXT);

    assertThatThrownBy(() -> add(house.active("x"), url))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("It's not allowed to add locations if image status is active.");
    assertThatThrownBy(() -> add(image, "rbd://pool/image"))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("http store must be enabled to use location API by normal user.");
    assertThatThrownBy(() -> add(image, url, new Multihash("sha256", "xyz")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThatThrownBy(() -> add(image, url, new Multihash("sha256", "ab")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThatThrownBy(() -> add(image, url, new Multihash("crc", "ab")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThatThrownBy(
            () ->
                house.locations.add(
                    house.rita, image.id(), url, Optional.empty(), Optional.empty()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete add_image_location action.");
    assertThatThrownBy(
            () ->
                house.locations.add(house.bob, image.id(), url, Optional.empty(), Optional.empty()))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(house.tasks.ofImage(image.id(), Caller.SYSTEM)).isEmpty();
  }

  @Test
  void refusesTwoTasksOnOneImage() {
    Image image = house.queued("raw");
    house.tasks.lock(image.id(), "another");

    assertThatThrownBy(() -> add(image, web.put("a", TEXT)))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Image has active task");
    assertThat(task(image).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(house.tasks.unfinished()).isEmpty();
  }

  @Test
  void refusesNormalUsersIfThereIsNoWebStore() {
    try (House closed = new House(directory.resolve("closed"))) {
      Image image = closed.queued("raw");

      assertThatThrownBy(
              () ->
                  closed.locations.add(
                      closed.alice, image.id(), web.url("a"), Optional.empty(), Optional.empty()))
          .isInstanceOf(Refusal.Forbidden.class);
    }
  }

  @Test
  void listsLocationsForServicesOnly() {
    Image image = house.active("x");

    assertThat(house.locations.list(service(), image.id())).isEqualTo(image.content().locations());
    assertThat(house.locations.list(house.admin, image.id())).hasSize(1);
    assertThatThrownBy(() -> house.locations.list(house.alice, image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> house.locations.list(house.bob, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
  }
}
