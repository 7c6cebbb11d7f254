// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.service.Change;
import org.oriel.service.Download;
import org.oriel.service.StoreFacts;
import org.oriel.storage.Intake;
import org.oriel.storage.Stored;

class ImageActionsTests {
  private final Path directory;
  private final House house;
  private final ImageActionsService actions;

  ImageActionsTests(@TempDir Path directory) {
    this.directory = directory.resolve("main");
    this.house = new House(this.directory);
    this.actions = house.actions;
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** An image with a copy in both stores. */
  private Image twice(String text) {
    Image image = house.active(text);
    Intake intake =
        new Intake("slow", image.id(), OptionalLong.empty(), 1 << 20, "sha512", List.of());
    Stored copy = house.storage.ingest(intake, House.data(text));
    List<ImageLocation> both = new ArrayList<>(image.content().locations());
    both.add(copy.location());
    house.memory.store(image, image.with(Copies.with(image.content(), both)));
    return house.now(image);
  }

  // --- deactivate, reactivate

  @Test
  void withholdsDataAndGivesThemOutAgain() throws Exception {
    Image image = house.active("data");

    actions.deactivate(house.alice, image.id());
    actions.deactivate(house.alice, image.id());

    assertThat(house.now(image).status()).isEqualTo(ImageStatus.DEACTIVATED);
    assertThatThrownBy(() -> house.text(image)).isInstanceOf(Refusal.Forbidden.class);
    actions.reactivate(house.alice, image.id());
    actions.reactivate(house.alice, image.id());
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(house.text(image)).isEqualTo("data");
  }

  @Test
  void refusesToWithholdWhatIsNotThere() {
    Image image = house.queued("raw");

    assertThatThrownBy(() -> actions.deactivate(house.alice, image.id()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Not allowed to deactivate image in status 'queued'");
    assertThatThrownBy(() -> actions.reactivate(house.alice, image.id()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Not allowed to reactivate image in status 'queued'");
    assertThatThrownBy(() -> actions.deactivate(house.bob, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> actions.deactivate(house.rita, image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
  }

  @Test
  void answersConflictToWhoLosesTheRace() {
    Image image = house.active("data");
    AtomicBoolean first = new AtomicBoolean(true);
    house.catalogue.beforeStore =
        () -> {
          if (first.getAndSet(false)) {
            house.memory.store(house.now(image), house.now(image).deactivate());
          }
        };

    assertThatThrownBy(() -> actions.deactivate(house.alice, image.id()))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.DEACTIVATED);
  }

  @Test
  void answersNotFoundIfTheImageIsDeletedMeanwhile() {
    Image image = house.active("data");
    house.catalogue.beforeStore =
        () -> house.memory.store(house.now(image), house.now(image).delete(false));

    assertThatThrownBy(() -> actions.deactivate(house.alice, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
  }

  /** Glance hides the locations from the owner, and so leaves the data for ever. */
  @Test
  void deletesTheDataOfDeactivatedImages() {
    Image image = house.active("data");
    actions.deactivate(house.admin, image.id());

    house.images.delete(house.alice, image.id());

    assertThat(house.blobs()).isEmpty();
  }

  /** Glance answers 400. */
  @Test
  void deletesDeactivatedImagesAlsoWithDelay() {
    try (House slow =
        new House(directory.resolve("../slow"), Map.of(), Map.of("delayed_delete", "true"))) {
      Image image = slow.active("data");
      slow.actions.deactivate(slow.alice, image.id());

      slow.images.delete(slow.alice, image.id());

      assertThatThrownBy(() -> slow.images.show(slow.admin, image.id()))
          .isInstanceOf(Refusal.NotFound.class);
      assertThat(slow.blobs()).hasSize(1);
    }
  }

  // --- copies

  @Test
  void deletesOneCopy() throws Exception {
    Image image = twice("data");
    assertThat(house.blobs()).hasSize(2);

    actions.deleteFrom(house.admin, "fast", image.id());

    assertThat(house.blobs()).containsExactly("slow/" + image.id());
    assertThat(house.now(image).content().locations())
        .extracting(location -> location.store().orElse("?"))
        .containsExactly("slow");
    assertThat(house.text(image)).isEqualTo("data");
  }

  @Test
  void keepsTheLastCopy() {
    Image image = house.active("data");

    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "fast", image.id()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessageContaining("only store containing it");
    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "slow", image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThat(house.blobs()).hasSize(1);
  }

  @Test
  void keepsTheLastCopyAlsoWhenTwoAreDeletedAtOnce() {
    Image image = twice("data");
    AtomicBoolean first = new AtomicBoolean(true);
    // The other one has just read the record as well, and is as far as we are.
    house.catalogue.breaksAfter =
        (before, after) -> {
          if (first.getAndSet(false)) {
            Image now = house.now(image);
            house.memory.store(now, now.with(Copies.with(now.content(), List.of())));
          }
          return false;
        };

    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "fast", image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThat(house.now(image).content().locations()).hasSize(1);
    assertThat(house.blobs()).hasSize(2);
  }

  @Test
  void keepsCopiesThatAreInUse() {
    Image image = twice("data");
    house.storage.inUse.add(image.content().locations().get(0).url());

    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "fast", image.id()))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining("could not be deleted because it is in use");
    assertThat(house.now(image).content().locations()).hasSize(2);
  }

  @Test
  void refusesWhatCannotBeDeletedFromAStore() {
    Image image = twice("data");
    String id = image.id();
    house.shelves.add("third", 0);

    assertThatThrownBy(() -> actions.deleteFrom(house.alice, "fast", id))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete delete_image_location action.");
    assertThatThrownBy(() -> actions.deleteFrom(house.bob, "fast", id))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "nowhere", id))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("The selected store nowhere is not available on this node.");
    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "fast", "x"))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "fast", house.queued("raw").id()))
        .isInstanceOf(Refusal.Conflict.class);
    Image unnamed = house.now(image).with(Copies.with(image.content(), withoutNames(image)));
    house.memory.store(house.now(image), unnamed);
    assertThatThrownBy(() -> actions.deleteFrom(house.admin, "fast", id))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("Image " + id + " is not stored in store fast.");
    try (House one = new House(directory.resolve("../one"), Map.of(), Map.of("one store", "1"))) {
      assertThatThrownBy(() -> one.actions.deleteFrom(one.admin, "fast", id))
          .isInstanceOf(Refusal.NotFound.class);
    }
  }

  private static List<ImageLocation> withoutNames(Image image) {
    return image.content().locations().stream()
        .map(location -> new ImageLocation(location.url(), Map.of()))
        .toList();
  }

  // --- preferred stores

  @Test
  void readsFromPreferredStoresFirst() throws Exception {
    Image image = twice("data");

    assertThat(storeOf(image, List.of())).isEqualTo("fast");
    assertThat(storeOf(image, List.of("slow"))).isEqualTo("slow");
    assertThat(storeOf(image, List.of("fast", "slow"))).isEqualTo("fast");
    house.shelves.remove("slow");
    assertThat(storeOf(image, List.of("slow", "fast"))).isEqualTo("fast");
  }

  private String storeOf(Image image, List<String> preferred) {
    try (Download download = house.files.open(house.alice, image.id(), preferred).orElseThrow()) {
      return ((StoredDownload) download).data().store();
    }
  }

  @Test
  void refusesToPreferStoresThatAreNotThere() {
    Image image = house.active("data");

    assertThatThrownBy(() -> house.files.open(house.alice, image.id(), List.of("zzz")))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Store 'zzz' is not configured.");
    try (House one = new House(directory.resolve("../one"), Map.of(), Map.of("one store", "1"))) {
      Image alone = one.active("data");
      assertThatThrownBy(() -> one.files.open(one.alice, alone.id(), List.of("fast")))
          .isInstanceOf(Refusal.Invalid.class);
    }
  }

  // --- what stores there are

  @Test
  void tellsOfStores() {
    ConfiguredStores stores = new ConfiguredStores(house.storage, house.policy);

    List<StoreFacts> known = stores.stores();

    assertThat(known).extracting(StoreFacts::id).containsExactly("fast", "slow");
    assertThat(known).extracting(StoreFacts::isDefault).containsExactly(true, false);
    assertThat(known).extracting(StoreFacts::properties).containsOnly(Map.of());
    StoreFacts fast = stores.details(house.admin).get(0);
    assertThat(fast.type()).isEqualTo("file");
    assertThat(fast.weight()).isEqualTo(2);
    assertThat(fast.properties())
        .containsEntry("data_dir", directory.resolve("fast").toString())
        .containsEntry("chunk_size", 65536)
        .containsEntry("thin_provisioning", false);
    assertThatThrownBy(() -> stores.details(house.alice)).isInstanceOf(Refusal.Forbidden.class);
    try (House one = new House(directory.resolve("../one"), Map.of(), Map.of("one store", "1"))) {
      ConfiguredStores single = new ConfiguredStores(one.storage, one.policy);
      assertThatThrownBy(single::stores)
          .isInstanceOf(Refusal.NotFound.class)
          .hasMessage("Multi backend is not supported at this site.");
    }
  }

  @Test
  void changesNothingElseOfDeactivatedImages() {
    Image image = house.active("data");
    actions.deactivate(house.alice, image.id());

    house.images.change(
        house.alice, image.id(), List.of(new Change.Replace("name", Optional.of("other"))));

    Attributes after = house.now(image).attributes();
    assertThat(after.name()).contains("other");
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.DEACTIVATED);
  }
}
