// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.cache.internal.DiskCache;
import org.oriel.image.CachedImage;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.service.Download;
import org.oriel.service.ImageCaching;
import org.oriel.testkit.catalogue.MemoryCache;

/** Downloads with a cache. */
class CachedDownloadTests {
  private final House house;
  private final DiskCache cache;
  private final ImageCaching caching;

  CachedDownloadTests(@TempDir Path directory) {
    this.house = new House(directory.resolve("main"));
    this.cache =
        new DiskCache(
            house.catalogue,
            new MemoryCache("here"),
            house.storage,
            Map.of(
                "image_cache_dir", directory.resolve("cache").toString(), "cache_filter", "true"));
    house.caches.setCache(cache);
    this.caching = new ImageCachingService(house.catalogue, house.policy, house.caches);
  }

  @AfterEach
  void close() {
    cache.close();
    house.close();
  }

  private String whole(Image image, List<String> preferred) throws IOException {
    try (Download download = house.files.open(house.alice, image.id(), preferred).orElseThrow();
        ReadableByteChannel bytes = download.whole()) {
      return new String(Channels.newInputStream(bytes).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> cached() {
    return caching.contents(house.admin).cached().stream().map(CachedImage::imageId).toList();
  }

  @Test
  void theSecondReaderNeedsNoStore() throws IOException {
    Image image = house.active("hello");
    assertThat(whole(image, List.of())).isEqualTo("hello");
    assertThat(cached()).containsExactly(image.id());

    house.shelves.remove("fast");
    assertThat(whole(image, List.of())).isEqualTo("hello");
    assertThat(whole(image, List.of("unknown"))).isEqualTo("hello");
    caching.remove(house.admin, image.id());
    assertThatThrownBy(() -> whole(image, List.of())).isInstanceOf(Refusal.Unavailable.class);
    assertThatThrownBy(() -> whole(image, List.of("unknown"))).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void partsAreNotKept() throws IOException {
    Image image = house.active("hello");
    assertThat(house.text(image)).isEqualTo("hello");
    assertThat(cached()).isEmpty();
  }

  @Test
  void whoMayNotReadAnImageDoesNotReadItFromTheCache() throws IOException {
    Image image = house.active("hello");
    whole(image, List.of());

    assertThatThrownBy(() -> house.files.open(house.bob, image.id()))
        .isInstanceOf(Refusal.NotFound.class);
    house.actions.deactivate(house.admin, image.id());
    assertThatThrownBy(() -> house.files.open(house.alice, image.id()))
        .isInstanceOf(Refusal.Forbidden.class);
    try (Download download = house.files.open(house.admin, image.id()).orElseThrow()) {
      assertThat(download.size()).isEqualTo(5);
    }
  }

  @Test
  void deletionTakesTheDataOutOfTheCache() throws IOException {
    Image image = house.active("hello");
    whole(image, List.of());
    house.images.delete(house.alice, image.id());

    assertThat(cached()).isEmpty();
  }

  @Test
  void withoutACacheThereIsNothingToManage() {
    house.caches.unsetCache(cache);
    assertThatThrownBy(() -> caching.contents(house.alice)).isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> caching.contents(house.admin))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("Caching via API is not supported at this site.");
  }
}
