// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.service.Change;
import org.oriel.service.Download;

class DownloadTests {
  private final House house;

  DownloadTests(@TempDir Path directory) {
    this.house = new House(directory.resolve("main"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String read(Download download, long offset) throws IOException {
    return new String(
        Channels.newInputStream(download.from(offset)).readAllBytes(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private boolean opens(Caller caller, Image image) {
    Optional<Download> download = house.files.open(caller, image.id());
    download.ifPresent(Download::close);
    return download.isPresent();
  }

  @Test
  void givesDataOut() throws IOException {
    Image image = house.active("hello");

    try (Download download = house.files.open(house.alice, image.id()).orElseThrow()) {
      assertThat(download.size()).isEqualTo(5);
      assertThat(download.image()).isEqualTo(image);
      assertThat(read(download, 0)).isEqualTo("hello");
      assertThat(read(download, 3)).isEqualTo("lo");
    }
  }

  @Test
  void isEmptyWithoutData() {
    Image lost = house.active("hello");
    house.storage.discardRemains(lost.id());

    assertThat(house.files.open(house.alice, house.queued("raw").id())).isEmpty();
    assertThat(house.files.open(house.alice, lost.id())).isEmpty();
  }

  @Test
  void isNotFoundWhenTheImageIsDeletedMeanwhile() {
    Image image = house.active("hello");
    house.storage.beforeOpen = () -> house.images.delete(house.alice, image.id());

    assertThatThrownBy(() -> house.files.open(house.alice, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void asksThePolicy() {
    Image image = house.active("hello");

    assertThatThrownBy(() -> house.files.open(house.rita, image.id()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete download_image action.");
    assertThatThrownBy(() -> house.files.open(house.bob, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
    house.images.change(
        house.alice,
        image.id(),
        List.of(new Change.Replace("visibility", Optional.of("community"))));
    assertThat(opens(house.bob, image)).isTrue();
    assertThatThrownBy(() -> house.files.open(Caller.of("zoe", "p1", Set.of()), image.id()))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void withholdsDeactivatedData() {
    Image image = house.active("hello");
    house.memory.store(image, image.deactivate());

    assertThatThrownBy(() -> house.files.open(house.alice, image.id()))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("The requested image has been deactivated. Image data download is forbidden.");
    assertThat(opens(house.admin, image)).isTrue();
  }

  @Test
  void isUnavailableWhileTheStoreIsDown() {
    Image image = house.active("hello");
    house.shelves.remove("fast");

    assertThatThrownBy(() -> house.files.open(house.alice, image.id()))
        .isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void namesTheStoresThatHoldAnImage() {
    ConfiguredStores stores = new ConfiguredStores(house.storage, house.policy);
    Image image = house.active("hello");
    Content content = image.content();
    ImageLocation slow = new ImageLocation("file:///slow/x", Map.of(ImageLocation.STORE, "slow"));
    ImageLocation fast = content.locations().get(0);
    Image both =
        image.with(
            new Content(
                content.size(),
                content.virtualSize(),
                content.checksum(),
                content.multihash(),
                List.of(slow, fast)));

    assertThat(stores.ids()).containsExactly("fast", "slow");
    assertThat(stores.holding(both)).contains("fast,slow");
    assertThat(stores.locations(both)).containsExactly(fast, slow);
    assertThat(stores.holding(house.queued("raw"))).isEmpty();
    assertThat(stores.multistore()).isTrue();
  }
}
