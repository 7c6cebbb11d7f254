// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;

/** A number of bytes for each project. */
class StorageQuotaTests {
  private final House house;

  StorageQuotaTests(@TempDir Path directory) {
    house = new House(directory, Map.of("user_storage_quota", "10"), Map.of());
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void refuse(Image image, String text, OptionalLong size, int room) {
    assertThatThrownBy(
            () ->
                house.files.upload(
                    house.alice, image.id(), size, Optional.empty(), House.data(text)))
        .isInstanceOf(Refusal.TooLarge.class)
        .hasMessageContaining("Image exceeds the storage quota: The size of the data")
        .hasMessageContaining(room + " bytes remaining.");
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  @Test
  void takesWhatFits() {
    house.active("12345");
    Image second = house.active("67890");

    assertThat(second.status()).isEqualTo(ImageStatus.ACTIVE);
    refuse(house.queued("raw"), "1", OptionalLong.empty(), 0);
    house.images.delete(house.alice, second.id());
    house.active("12345");
  }

  @Test
  void refusesWhatIsTooMuchFromTheStart() {
    house.active("12345678");
    refuse(house.queued("raw"), "123", OptionalLong.of(3), 2);
    assertThat(house.blobs()).hasSize(1);
  }

  @Test
  void stopsWhatTurnsOutToBeTooMuch() {
    house.active("12345678");
    refuse(house.queued("raw"), "123", OptionalLong.empty(), 2);
    assertThat(house.blobs()).hasSize(1);
  }

  /** Two uploads that each fit alone: the one that ends later goes. */
  @Test
  void looksAgainWhenTheDataAreThere() {
    Image first = house.queued("raw");
    assertThatThrownBy(
            () ->
                house.files.upload(
                    house.alice,
                    first.id(),
                    OptionalLong.of(6),
                    Optional.empty(),
                    House.data("123456", () -> house.active("abcdef"))))
        .isInstanceOf(Refusal.TooLarge.class)
        .hasMessageContaining("4 bytes remaining");

    assertThat(house.now(first).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(house.blobs()).hasSize(1);
  }

  @Test
  void leavesOthersAlone() {
    house.active("1234567890");
    Image image = house.images.create(house.bob, Optional.empty(), House.bare("raw"));
    house.files.upload(
        house.bob, image.id(), OptionalLong.empty(), Optional.empty(), House.data("1234567890"));
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }
}
