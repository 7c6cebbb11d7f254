// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.UsageCatalogue;

/** What the images of a project take up. */
public interface UsageContract extends CatalogueFixture {
  String OWNER = "alices";

  @Test
  @DisplayName("who has no images takes up nothing")
  default void nothing() {
    add(1, "somebody-else");
    assertUsage(0, 0, 0, 0);
  }

  @Test
  @DisplayName("each copy of an image counts")
  default void copies() {
    active(add(1, OWNER), 100, 1);
    active(add(2, OWNER), 1000, 3);
    active(add(3, "bobs"), 50_000, 2);
    add(4, OWNER);
    assertUsage(3100, 0, 3, 0);
    assertThat(usage().storedBytes(OWNER, Optional.of(Samples.id(2)))).isEqualTo(100);
    assertThat(usage().storedBytes(OWNER, Optional.of(Samples.id(404)))).isEqualTo(3100);
  }

  @Test
  @DisplayName("sums go beyond four bytes")
  default void large() {
    active(add(1, OWNER), 3_000_000_000_000L, 2);
    active(add(2, OWNER), 4_000_000_000_000L, 1);
    assertUsage(10_000_000_000_000L, 0, 2, 0);
  }

  @Test
  @DisplayName("a deleted image takes up nothing, one that waits for the scrubber does")
  default void deletions() {
    Image first = active(add(1, OWNER), 100, 2);
    Image second = active(add(2, OWNER), 1000, 2);
    catalogue(first, first.delete(false));
    catalogue(second, second.delete(true));
    assertUsage(2000, 0, 1, 0);
  }

  @Test
  @DisplayName("data on their way count as staged or as arriving")
  default void arriving() {
    Image saving = add(1, OWNER);
    catalogue(saving, saving.beginUpload());
    sized(staged(add(2, OWNER)), 10);
    Image importing = sized(staged(add(3, OWNER)), 200);
    catalogue(importing, importing.beginImport());
    staged(add(4, OWNER));
    assertUsage(0, 210, 4, 4);
  }

  @Test
  @DisplayName("an image being copied is staged as well as stored, until it is done")
  default void copying() {
    Image image = active(add(1, OWNER), 100, 1);
    Image begun = waiting(image, "fast,slow");
    assertUsage(100, 100, 1, 1);
    Image done = waiting(begun, "");
    assertUsage(100, 0, 1, 0);
    catalogue(waiting(done, "fast"), done.delete(false));
    assertUsage(0, 0, 0, 0);
  }

  private Image add(int number, String owner) {
    Image image = Samples.image(number);
    Image owned = image.with(image.attributes().withOwner(Optional.of(owner)));
    open().images().add(owned);
    return owned;
  }

  private Image active(Image image, long size, int copies) {
    Image saving = catalogue(image, image.beginUpload());
    List<ImageLocation> locations = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      locations.add(new ImageLocation("file:///" + i + "/" + image.id(), Map.of("store", "s" + i)));
    }
    return catalogue(saving, saving.activate(content(size, locations)));
  }

  private Image staged(Image image) {
    return catalogue(image, image.beginStaging());
  }

  private Image sized(Image image, long size) {
    return catalogue(image, image.with(content(size, List.of())));
  }

  private Image waiting(Image image, String stores) {
    return catalogue(
        image,
        image.with(image.attributes().withProperties(Map.of(UsageCatalogue.COPYING, stores))));
  }

  private static Content content(long size, List<ImageLocation> locations) {
    return new Content(
        OptionalLong.of(size), OptionalLong.empty(), Optional.empty(), Optional.empty(), locations);
  }

  private Image catalogue(Image before, Image after) {
    return open().images().store(before, after);
  }

  private UsageCatalogue usage() {
    return open().usage();
  }

  private void assertUsage(long stored, long staged, long images, long uploading) {
    assertThat(
            List.of(
                usage().storedBytes(OWNER, Optional.empty()),
                usage().stagedBytes(OWNER),
                usage().images(OWNER),
                usage().uploading(OWNER)))
        .containsExactly(stored, staged, images, uploading);
  }
}
