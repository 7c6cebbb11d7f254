// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.base.Workers;
import org.oriel.image.Attributes;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.service.Change;
import org.oriel.service.UploadBroken;
import org.oriel.testkit.disk.HostileQcow2;
import org.oriel.testkit.disk.Qcow2File;
import org.oriel.testkit.disk.Sample;

class UploadTests {
  private static final Optional<String> ANY_STORE = Optional.empty();
  private static final OptionalLong ANY_SIZE = OptionalLong.empty();
  private final Path directory;
  private final House house;

  UploadTests(@TempDir Path directory) {
    this.directory = directory;
    this.house = new House(directory.resolve("main"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Throwable failure(Image image, ReadableByteChannel data) {
    return catchThrowable(
        () -> house.files.upload(house.alice, image.id(), ANY_SIZE, ANY_STORE, data));
  }

  private void assertNothingLeft(Image image) {
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(house.now(image).content()).isEqualTo(Content.NONE);
    assertThat(house.blobs()).isEmpty();
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
  }

  private static ReadableByteChannel broken() {
    return new ReadableByteChannel() {
      private boolean begun;

      @Override
      public int read(ByteBuffer into) throws IOException {
        if (begun) {
          throw new IOException("Connection reset by peer");
        }
        begun = true;
        into.put((byte) 1);
        return 1;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  @Test
  void takesDataIn() {
    Image image = house.queued("raw");

    Image after = house.upload(image, "hello");

    byte[] bytes = House.bytes("hello");
    assertThat(after.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(after.content().size()).hasValue(5);
    assertThat(after.content().virtualSize()).hasValue(5);
    assertThat(after.content().checksum()).contains(House.digest("MD5", bytes));
    assertThat(after.content().multihash())
        .contains(new Multihash("sha512", House.digest("SHA-512", bytes)));
    assertThat(after.content().locations()).hasSize(1);
    assertThat(house.now(image)).isEqualTo(after);
    assertThat(house.blobs()).containsExactly("fast/" + image.id());
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
  }

  @Test
  void takesAnEmptyBody() {
    Image after = house.upload(house.queued("raw"), "");

    assertThat(after.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(after.content().size()).hasValue(0);
    assertThat(after.content().virtualSize()).isEmpty();
    assertThat(after.content().checksum()).contains("d41d8cd98f00b204e9800998ecf8427e");
  }

  @Test
  void notesTheVirtualSizeOfADisk() {
    assertThat(
            house
                .upload(house.queued("qcow2"), Qcow2File.version(3).bytes())
                .content()
                .virtualSize())
        .hasValue(1L << 30);
  }

  @Test
  void choosesTheStore() {
    Image image = house.queued("raw");
    house.files.upload(
        house.alice, image.id(), OptionalLong.of(4), Optional.of("slow"), House.data("data"));
    Image other = house.queued("raw");

    assertThatThrownBy(
            () ->
                house.files.upload(
                    house.alice, other.id(), ANY_SIZE, Optional.of("zzz"), House.data("data")))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Store for identifier zzz not found");
    assertThat(house.blobs()).containsExactly("slow/" + image.id());
  }

  @Test
  void givesNoChoiceWhereThereIsOneStore() {
    try (House small = new House(directory.resolve("other"), Map.of(), Map.of("one store", ""))) {
      Image image = small.queued("raw");

      small.files.upload(small.alice, image.id(), ANY_SIZE, Optional.of("zzz"), House.data("data"));

      assertThat(small.blobs()).containsExactly("fast/" + image.id());
    }
  }

  @Test
  void asksForPermissionAndState() {
    Image common =
        house.images.create(
            house.alice, Optional.empty(), House.bare("raw").withVisibility(Visibility.COMMUNITY));
    Image hidden = house.queued("raw");
    Image formless = house.images.create(house.alice, Optional.empty(), Attributes.NONE);

    assertThatThrownBy(
            () -> house.files.upload(house.bob, common.id(), ANY_SIZE, ANY_STORE, House.data("x")))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete upload_image action.");
    assertThatThrownBy(
            () -> house.files.upload(house.bob, hidden.id(), ANY_SIZE, ANY_STORE, House.data("x")))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(failure(formless, House.data("x")))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageContaining("disk_format, container_format must be set prior to saving data.");
    Image done = house.active("data");
    assertThat(failure(done, House.data("x")))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Image status transition from active to saving is not allowed");
    assertThat(house.blobs()).containsExactly("fast/" + done.id());
  }

  @Test
  void refusesWhatIsTooLargeOrNotAsAnnounced() {
    House small = new House(directory.resolve("other"), Map.of(), Map.of("image_size_cap", "4"));
    Image image = small.queued("raw");

    assertThatThrownBy(
            () ->
                small.files.upload(
                    small.alice, image.id(), OptionalLong.of(5), ANY_STORE, House.data("hello")))
        .isInstanceOf(Refusal.TooLarge.class);
    assertThatThrownBy(() -> small.upload(image, "hello")).isInstanceOf(Refusal.TooLarge.class);
    assertThatThrownBy(
            () ->
                small.files.upload(
                    small.alice, image.id(), OptionalLong.of(3), ANY_STORE, House.data("hi")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(small.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(small.blobs()).isEmpty();
    assertThat(small.upload(image, "fits").status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void leavesNothingOfRefusedData() {
    Image image = house.queued("qcow2");

    assertThat(failure(image, House.data("plain")))
        .isInstanceOf(Refusal.Unsupported.class)
        .hasMessage("Image disk_format qcow2 does not match stream data raw");
    assertNothingLeft(image);
    assertThat(failure(image, House.data(HostileQcow2.withBackingFile())))
        .isInstanceOf(Refusal.Unsupported.class)
        .hasMessageStartingWith("Image failed safety checks");
    assertNothingLeft(image);
    assertThat(house.upload(image, Qcow2File.version(2).bytes()).status())
        .isEqualTo(ImageStatus.ACTIVE);
  }

  /** As Glance leaves it: queued, with the refused data and what is known of them. */
  private Image withLeftovers() {
    Image done = house.active("refused");
    Image queued = house.images.create(house.alice, Optional.empty(), House.bare("raw"));
    return house.memory.store(queued, queued.with(done.content()));
  }

  @Test
  void takesDataInPlaceOfLeftovers() throws IOException {
    Image image = withLeftovers();

    assertThat(house.upload(image, "good").status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(house.text(image)).isEqualTo("good");
    assertThat(house.now(image).content().locations()).hasSize(1);
    assertThat(house.blobs()).containsExactly("fast/" + image.id());
  }

  @Test
  void clearsLeftoversLaterIfTheyCannotGoNow() {
    Image image = withLeftovers();
    house.storage.inUse.add(image.content().locations().get(0).url());

    assertThat(failure(image, House.data("good"))).isInstanceOf(Refusal.Conflict.class);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.SAVING);
    assertThat(house.recovery.clear()).isTrue();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(house.now(image).content()).isEqualTo(Content.NONE);
  }

  /** Whatever hostile file comes, declared as what it is or as raw, nothing of it stays. */
  @Test
  void leavesNothingOfHostileDisks() {
    int seen = 0;
    for (Sample each : HostileQcow2.all()) {
      for (String declared : List.of("qcow2", "raw")) {
        Image image = house.queued(declared);
        Throwable failure = failure(image, House.data(each.bytes()));
        if (declared.equals("qcow2") || failure != null) {
          assertThat(failure).as(each.name()).isInstanceOf(Refusal.Unsupported.class);
          assertNothingLeft(image);
          seen++;
        } else {
          house.images.delete(house.alice, image.id());
        }
      }
    }
    assertThat(seen).isGreaterThan(HostileQcow2.all().size());
  }

  @Test
  void looksOnlyIntoBareContainers() {
    Image image =
        house.images.create(
            house.alice,
            Optional.empty(),
            House.bare("qcow2").withContainerFormat(Optional.of("ova")));

    Image after = house.upload(image, "plain");

    assertThat(after.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(after.content().virtualSize()).isEmpty();
  }

  @Test
  void waitsForTheInspectorsItNeeds() {
    Image image = house.queued("raw");
    house.inspector.removeFormat(house.qcow2);

    assertThat(failure(image, House.data("data"))).isInstanceOf(Refusal.Unavailable.class);
    assertNothingLeft(image);
  }

  /** A change of the format that overtakes the upload does not get data past the inspection. */
  @Test
  void judgesByTheFormatAtTheEnd() {
    Image image = house.queued("ploop");
    Image declared = image.with(image.attributes().withDiskFormat(Optional.of("qcow2")));

    Throwable failure =
        failure(image, House.data("plain", () -> house.memory.store(image, declared)));

    assertThat(failure).isInstanceOf(Refusal.Unsupported.class);
    assertNothingLeft(image);
  }

  @Test
  void queuesAgainWhenTheSenderBreaksOff() {
    Image image = house.queued("raw");

    assertThat(failure(image, broken()))
        .isInstanceOf(UploadBroken.class)
        .hasRootCauseMessage("Connection reset by peer");
    assertNothingLeft(image);
  }

  @Test
  void queuesAgainWhenTheStoreIsDown() {
    Image image = house.queued("raw");
    house.shelves.remove("fast");

    assertThat(failure(image, House.data("data"))).isInstanceOf(Refusal.Unavailable.class);
    assertNothingLeft(image);
  }

  @Test
  void isGoneWhenTheImageWasDeletedMeanwhile() {
    Image image = house.queued("raw");

    Throwable failure =
        failure(image, House.data("data", () -> house.images.delete(house.alice, image.id())));

    assertThat(failure)
        .isInstanceOf(Refusal.Gone.class)
        .hasMessageContaining("may have been deleted during the upload");
    assertThat(house.blobs()).isEmpty();
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
  }

  /** Deleted after the data were judged, before the record turned active. */
  @Test
  void removesTheDataWhenTheImageEndsAtTheLastMoment() {
    Image image = house.queued("raw");
    house.catalogue.breaksBefore =
        (before, after) -> {
          if (after.status() == ImageStatus.ACTIVE) {
            house.memory.store(before, before.delete(false));
          }
          return false;
        };

    assertThat(failure(image, House.data("data"))).isInstanceOf(Refusal.Gone.class);
    assertThat(house.blobs()).isEmpty();
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
  }

  @Test
  void removesTheDataLaterIfTheStoreWentDownThen() {
    Image image = house.queued("raw");
    house.catalogue.breaksBefore =
        (before, after) -> {
          if (after.status() == ImageStatus.ACTIVE) {
            house.shelves.remove("fast");
            house.memory.store(before, before.delete(false));
          }
          return false;
        };

    assertThat(failure(image, House.data("data"))).isInstanceOf(Refusal.Gone.class);
    assertThat(house.blobs()).hasSize(1);
    assertThat(house.recovery.clear()).isFalse();
    house.shelves.add("fast", 2);
    assertThat(house.recovery.clear()).isTrue();
    assertThat(house.blobs()).isEmpty();
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
  }

  @Test
  void queuesAgainLaterIfTheDatabaseIsAway() {
    Image image = house.queued("qcow2");
    house.catalogue.breaksBefore = (before, after) -> after.status() == ImageStatus.QUEUED;

    assertThat(failure(image, House.data("plain"))).isInstanceOf(Refusal.Unsupported.class);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.SAVING);
    assertThat(house.recovery.clear()).isFalse();
    house.catalogue.breaksBefore = (before, after) -> false;
    assertThat(house.recovery.clear()).isTrue();
    assertNothingLeft(image);
  }

  @Test
  void clearsAwayWhatTheDatabaseDidNotTake() {
    Image image = house.queued("raw");
    house.catalogue.breaksBefore = (before, after) -> after.status() == ImageStatus.ACTIVE;

    assertThat(failure(image, House.data("data"))).isInstanceOf(IllegalStateException.class);
    assertThat(house.recovery.clear()).isTrue();
    assertNothingLeft(image);
  }

  /** The record is active although the answer was lost: the data must stay. */
  @Test
  void keepsWhatTheDatabaseTookWithoutSayingSo() {
    Image image = house.queued("raw");
    house.catalogue.breaksAfter = (before, after) -> after.status() == ImageStatus.ACTIVE;

    assertThat(failure(image, House.data("data"))).isInstanceOf(IllegalStateException.class);
    assertThat(house.recovery.clear()).isTrue();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(house.blobs()).containsExactly("fast/" + image.id());
  }

  @Test
  void queuesAgainIfTheFirstMoveWasTakenWithoutSayingSo() {
    Image image = house.queued("raw");
    house.catalogue.breaksAfter = (before, after) -> after.status() == ImageStatus.SAVING;

    assertThat(failure(image, House.data("data"))).isInstanceOf(IllegalStateException.class);
    assertThat(house.recovery.clear()).isTrue();
    assertNothingLeft(image);
  }

  @Test
  void letsOneOfTwoUploadsWin() throws Exception {
    ExecutorService senders = Workers.pool("test", 2, 2);
    for (int round = 0; round < 200; round++) {
      Image image = house.queued("raw");
      CyclicBarrier start = new CyclicBarrier(2);
      List<Future<Image>> answers = new ArrayList<>();
      for (String text : List.of("one", "two")) {
        Callable<Image> sender =
            () -> {
              start.await();
              return house.upload(image, text);
            };
        answers.add(senders.submit(sender));
      }
      List<Image> winners = new ArrayList<>();
      for (Future<Image> each : answers) {
        try {
          winners.add(each.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(Refusal.Conflict.class);
        }
      }
      assertThat(winners).hasSize(1);
      assertThat(house.now(image).content().checksum())
          .contains(House.digest("MD5", House.bytes(house.text(image))));
    }
    senders.shutdown();
  }

  /** Whoever wins, in the end there are data just for the images that say so. */
  @Test
  void leavesNoOrphanWhenUploadsAndDeletionsRace() throws Exception {
    ExecutorService crowd = Workers.pool("test", 3, 3);
    for (int round = 0; round < 300; round++) {
      Image image = house.queued("raw");
      CyclicBarrier start = new CyclicBarrier(3);
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        answers.add(crowd.submit(() -> attempt(start, () -> house.upload(image, "data"))));
      }
      answers.add(
          crowd.submit(() -> attempt(start, () -> house.images.delete(house.alice, image.id()))));
      for (Future<Boolean> each : answers) {
        each.get();
      }
      assertThat(house.memory.find(image.id(), org.oriel.image.Caller.SYSTEM)).isEmpty();
      assertThat(house.blobs()).isEmpty();
    }
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
    crowd.shutdown();
  }

  private static boolean attempt(CyclicBarrier start, Runnable work) throws Exception {
    start.await();
    try {
      work.run();
      return true;
    } catch (Refusal.Conflict | Refusal.Gone | Refusal.NotFound e) {
      return false;
    }
  }

  @Test
  void keepsAChangeThatCameMeanwhile() {
    Image image = house.queued("raw");

    house.files.upload(
        house.alice,
        image.id(),
        ANY_SIZE,
        ANY_STORE,
        House.data(
            "data",
            () ->
                house.images.change(
                    house.alice,
                    image.id(),
                    List.of(new Change.Replace("name", Optional.of("meanwhile"))))));

    assertThat(house.now(image).attributes().name()).contains("meanwhile");
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }
}
