// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.storage.Intake;

class UploadRecoveryTests {
  private final House house;
  private final UploadRecovery recovery;

  UploadRecoveryTests(@TempDir Path directory) {
    house = new House(directory);
    recovery =
        new UploadRecovery(house.catalogue, house.storage, Instant.now().plus(Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    recovery.stop();
    house.close();
  }

  /** As after a crash: saving, the data whole in the store, nobody at work. */
  private Image cutOff() {
    Image queued = house.queued("raw");
    Image saving = house.memory.store(queued, queued.beginUpload());
    house.storage.ingest(
        new Intake("slow", saving.id(), java.util.OptionalLong.empty(), 100, "sha512", List.of()),
        House.data("data"));
    return saving;
  }

  @Test
  void clearsAwayWhatACrashLeft() {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      images.add(cutOff());
    }
    Image done = house.active("whole");
    Image deleted = cutOff();
    house.memory.store(deleted, deleted.delete(false));

    assertThat(recovery.clear()).isTrue();

    for (Image each : images) {
      assertThat(house.now(each).status()).isEqualTo(ImageStatus.QUEUED);
    }
    assertThat(house.blobs()).containsExactly("fast/" + done.id());
    assertThat(house.memory.unfinishedUploads(Instant.MAX)).isEmpty();
    assertThat(house.upload(images.get(0), "again").status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void waitsForStores() {
    Image image = cutOff();
    house.shelves.remove("slow");

    assertThat(recovery.clear()).isFalse();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.SAVING);
    house.shelves.add("slow", 1);
    assertThat(recovery.clear()).isTrue();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(house.blobs()).isEmpty();
  }

  @Test
  void neverTouchesWhatRuns() {
    Image image = cutOff();
    UploadRecovery.Running running = recovery.begin(image.id());
    UploadRecovery.Running second = recovery.begin(image.id());

    assertThat(recovery.clear()).isTrue();
    second.close();
    assertThat(recovery.clear()).isTrue();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.SAVING);
    assertThat(house.blobs()).hasSize(1);
    running.close();
    assertThat(recovery.clear()).isTrue();
    assertThat(house.blobs()).isEmpty();
  }

  /** What began in this life of the process is not a remain of an earlier one. */
  @Test
  void neverTouchesWhatBeganAfterTheStart() {
    Image image = cutOff();
    UploadRecovery late =
        new UploadRecovery(
            house.catalogue, house.storage, Instant.now().minus(Duration.ofHours(1)));

    assertThat(late.clear()).isTrue();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.SAVING);
    late.later(image.id());
    assertThat(late.clear()).isTrue();
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    late.stop();
  }

  @Test
  void leavesUploadsOfOtherNodesAlone() {
    Image queued = house.queued("raw");
    Image saving =
        house.memory.onNode("other", Clock.systemUTC()).store(queued, queued.beginUpload());

    assertThat(recovery.clear()).isTrue();
    assertThat(house.now(saving).status()).isEqualTo(ImageStatus.SAVING);
  }

  @Test
  void worksByItselfUntilItIsDone() throws InterruptedException {
    Image image = cutOff();
    house.shelves.remove("slow");
    recovery.later(image.id());
    Thread.sleep(1500);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.SAVING);
    house.shelves.add("slow", 1);

    for (int i = 0; i < 100 && house.now(image).status() != ImageStatus.QUEUED; i++) {
      Thread.sleep(100);
    }
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  /** However long it has been waiting by then. */
  @Test
  void goesOnAsSoonAsAStoreComes() throws InterruptedException {
    Image image = cutOff();
    house.shelves.remove("slow");
    recovery.later(image.id());
    // The rounds are at 1, 3 and 7 seconds; the next one would be at 15.
    Thread.sleep(7500);
    house.shelves.add("slow", 1);

    Instant limit = Instant.now().plusSeconds(4);
    while (Instant.now().isBefore(limit) && house.now(image).status() != ImageStatus.QUEUED) {
      Thread.sleep(50);
    }
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  @Test
  void keepsAnswersHonestWhileItWorks() {
    Image image = cutOff();

    assertThatThrownBy(() -> house.upload(image, "data")).isInstanceOf(Refusal.Conflict.class);
  }
}
