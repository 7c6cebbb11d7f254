// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;

/** Notes of uploads, which tell after a crash what to clean up. */
public interface UploadsContract extends CatalogueFixture {
  @Test
  @DisplayName("an upload is noted with its node from its start to its end")
  default void noted() {
    ImageCatalogue images = open().images();
    ImageCatalogue elsewhere = open("there", clock()).images();
    Image first = begun(images, 1);
    Image second = begun(images, 2);
    Image third = begun(elsewhere, 3);
    assertThat(images.unfinishedUploads(Samples.later(0))).isEmpty();
    assertThat(images.unfinishedUploads(Samples.later(1))).containsExactlyInAnyOrder(first, second);
    assertThat(elsewhere.unfinishedUploads(Samples.later(1))).containsExactly(third);
    images.store(first, first.activate(Samples.content("file:///1")));
    images.store(second, second.requeue());
    elsewhere.store(third, third.requeue());
    assertThat(images.unfinishedUploads(Samples.later(9))).isEmpty();
    assertThat(elsewhere.unfinishedUploads(Samples.later(9))).isEmpty();
  }

  @Test
  @DisplayName("staging is noted until it is forgotten, or the image moves on")
  default void staging() {
    ImageCatalogue images = open().images();
    List<Image> staging =
        java.util.stream.IntStream.rangeClosed(1, 3)
            .mapToObj(Samples::image)
            .peek(images::add)
            .map(queued -> images.store(queued, queued.beginStaging()))
            .toList();
    assertThat(images.unfinishedUploads(Samples.later(1))).hasSameElementsAs(staging);
    images.forgetUpload(staging.get(0).id());
    images.store(staging.get(1), staging.get(1).requeue());
    images.store(staging.get(2), staging.get(2).beginImport());
    assertThat(images.unfinishedUploads(Samples.later(1))).isEmpty();
  }

  @Test
  @DisplayName("only uploads begun before the instant count")
  default void before() {
    ImageCatalogue images = open().images();
    Image first = begun(images, 1);
    clock().pass(Duration.ofSeconds(10));
    begun(images, 2);
    assertThat(images.unfinishedUploads(Samples.later(10))).containsExactly(first);
    assertThat(images.unfinishedUploads(Samples.later(11))).hasSize(2);
  }

  @Test
  @DisplayName("an image deleted during its upload stays noted until that is forgotten")
  default void deletedMeanwhile() {
    ImageCatalogue images = open().images();
    Image queued =
        Samples.image(
            1, Samples.attributes("x").withTags(Set.of("t")).withProperties(Map.of("p", "1")));
    images.add(queued);
    Image saving = images.store(queued, queued.beginUpload());
    images.store(saving, saving.delete(false));
    List<Image> left = images.unfinishedUploads(Samples.later(1));
    assertThat(left).extracting(Image::id).containsExactly(queued.id());
    assertThat(left.get(0).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(left.get(0).attributes().tags()).isEmpty();
    images.forgetUpload(queued.id());
    images.forgetUpload(queued.id());
    assertThat(images.unfinishedUploads(Samples.later(1))).isEmpty();
  }

  @Test
  @DisplayName("a second upload is noted with the node that does it")
  default void otherNode() {
    ImageCatalogue images = open().images();
    ImageCatalogue elsewhere = open("there", clock()).images();
    Image saving = begun(images, 1);
    Image queued = images.store(saving, saving.requeue());
    elsewhere.store(queued, queued.beginUpload());
    assertThat(images.unfinishedUploads(Samples.later(9))).isEmpty();
    assertThat(elsewhere.unfinishedUploads(Samples.later(9))).hasSize(1);
  }

  private static Image begun(ImageCatalogue images, int number) {
    Image queued = Samples.image(number);
    images.add(queued);
    return images.store(queued, queued.beginUpload());
  }
}
