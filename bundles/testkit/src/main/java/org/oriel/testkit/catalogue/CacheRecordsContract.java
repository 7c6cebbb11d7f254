// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.CachedImage;

/** What is recorded of caches. */
public interface CacheRecordsContract extends CatalogueFixture {
  String MD5 = "5d41402abc4b2a76b9719d911017c592";

  private CachedImage cached(int number, long size) {
    return new CachedImage(
        Samples.id(number),
        size,
        0,
        clock().instant(),
        clock().instant(),
        Optional.of(MD5).filter(any -> number % 2 == 0));
  }

  @Test
  @DisplayName("what was put is there, until it is removed")
  default void putAndRemove() {
    CacheCatalogue cache = open().cache();
    assertThat(cache.all()).isEmpty();

    cache.put(List.of(cached(1, 5_000_000_000L), cached(2, 0), cached(3, 7)));
    assertThat(cache.all())
        .containsExactlyInAnyOrder(cached(1, 5_000_000_000L), cached(2, 0), cached(3, 7));

    cache.remove(List.of(Samples.id(1), Samples.id(3), Samples.id(404)));
    assertThat(cache.all()).containsExactly(cached(2, 0));
  }

  @Test
  @DisplayName("what is put again takes the place of what was there")
  default void putAgain() {
    CacheCatalogue cache = open().cache();
    CachedImage first = cached(2, 10);
    cache.put(List.of(first));
    CachedImage later = first.hit(clock().instant().plus(Duration.ofSeconds(90)));
    cache.put(List.of(later, cached(3, 1)));

    assertThat(later.hits()).isEqualTo(1);
    assertThat(cache.all()).containsExactlyInAnyOrder(later, cached(3, 1));
  }

  @Test
  @DisplayName("each node has its own, and all know who has what")
  default void nodes() {
    CacheCatalogue here = open("http://one:9292", clock()).cache();
    CacheCatalogue there = open("http://two:9292", clock()).cache();
    here.put(List.of(cached(1, 1)));
    there.put(List.of(cached(1, 1), cached(2, 2)));
    here.remove(List.of(Samples.id(2)));

    assertThat(here.all()).containsExactly(cached(1, 1));
    assertThat(here.nodes(Samples.id(1))).containsExactly("http://one:9292", "http://two:9292");
    assertThat(here.nodes(Samples.id(2))).containsExactly("http://two:9292");
    assertThat(there.nodes(Samples.id(3))).isEmpty();
  }
}
