// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Member;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;

/** What is added is found again, by those who may. */
public interface AddingContract extends CatalogueFixture {
  @Test
  @DisplayName("all that is said of an image is kept")
  default void keepsAll() {
    Attributes attributes =
        new Attributes(
            Optional.of(" a name with spaces "),
            Optional.of("alices"),
            Visibility.PRIVATE,
            Optional.of("qcow2"),
            Optional.of("bare"),
            Integer.MAX_VALUE,
            7,
            true,
            true,
            Set.of("blue", "größe", "a b", "x'y\"z\\"),
            Map.of("os_distro", "debian", "empty", "", "long", "v".repeat(20_000), "ünï", "%_?:1"));
    Content content =
        new Content(
            OptionalLong.of(Long.MAX_VALUE),
            OptionalLong.of(0),
            Optional.of("0123456789abcdef0123456789abcdef"),
            Optional.of(new Multihash("sha512", "ab".repeat(64))),
            List.of(
                new ImageLocation("file:///z", Map.of("store", "fast")),
                new ImageLocation(
                    "file:///a",
                    Map.of(
                        "store",
                        "chëap \"x\"\n",
                        "number",
                        12L,
                        "yes",
                        true,
                        "none",
                        Optional.empty(),
                        "deep",
                        Map.of("list", List.of("one", 2L, Map.of()))))));
    Image image =
        Image.recorded(
            Samples.id(1),
            ImageStatus.ACTIVE,
            attributes,
            content,
            SetClock.START,
            Samples.later(5));
    open().images().add(image);
    assertThat(open().images().find(image.id(), Samples.ALICE)).contains(image);
  }

  @Test
  @DisplayName("an image of which nothing is said is kept, too")
  default void keepsNothing() {
    Image bare = Image.queued(Samples.id(1), Attributes.NONE, SetClock.START);
    open().images().add(bare);
    assertThat(open().images().find(bare.id(), Caller.SYSTEM)).contains(bare);
  }

  @Test
  @DisplayName("an owner without a name is no owner")
  default void emptyOwner() {
    Image image = Samples.image(1, Samples.attributes("x").withOwner(Optional.of("")));
    open().images().add(image);
    assertThat(open().images().find(image.id(), Samples.BOB))
        .map(found -> found.attributes().owner())
        .contains(Optional.empty());
  }

  @Test
  @DisplayName("times come back as they went, also those that clocks on walls skip or repeat")
  default void times() {
    List<String> times =
        List.of(
            "2026-03-29T02:30:00Z",
            "2026-03-29T01:30:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "1970-01-01T00:00:01Z",
            "2037-12-31T23:59:59Z");
    for (int i = 0; i < times.size(); i++) {
      Instant time = Instant.parse(times.get(i));
      Image image = Image.queued(Samples.id(i), Samples.attributes("x"), time);
      open().images().add(image);
      assertThat(open().images().find(image.id(), Samples.ALICE)).contains(image);
    }
  }

  @Test
  @DisplayName("an id is given once, and never again after deletion")
  default void idOnce() {
    ImageCatalogue images = open().images();
    Image image = Samples.image(1);
    images.add(image);
    assertThatThrownBy(() -> images.add(Samples.image(1, Samples.attributes("other"))))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessageContaining(image.id());
    assertThat(images.find(image.id(), Samples.ALICE)).contains(image);
    images.store(image, image.delete(false));
    assertThatThrownBy(() -> images.add(image)).isInstanceOf(Refusal.Conflict.class);
    assertThat(images.find(image.id(), Samples.ALICE)).isEmpty();
  }

  @Test
  @DisplayName("a failed addition leaves nothing")
  default void nothingLeft() {
    ImageCatalogue images = open().images();
    images.add(Samples.image(1));
    Attributes other = Samples.attributes("other").withProperties(Map.of("new", "value"));
    assertThatThrownBy(() -> images.add(Samples.image(1, other.withTags(Set.of("new")))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(images.find(Samples.id(1), Caller.SYSTEM)).contains(Samples.image(1));
  }

  @Test
  @DisplayName("finding agrees with visibleTo for every visibility, caller and answer of a member")
  default void findsWhatIsVisible() {
    Catalogues here = open();
    int number = 0;
    for (Visibility visibility : Visibility.values()) {
      for (Optional<String> owner : List.of(Optional.of("alices"), Optional.<String>empty())) {
        for (Member.Status answer : Member.Status.values()) {
          Attributes attributes =
              Samples.attributes("x").withVisibility(visibility).withOwner(owner);
          Image image = Samples.image(++number, attributes);
          here.images().add(image);
          here.members().add(Samples.member(number, "bobs", answer));
          assertFound(here, image, Samples.ALICE, false);
          assertFound(here, image, Samples.BOB, true);
          assertFound(here, image, Samples.NOBODY, false);
          assertFound(here, image, Samples.ADMIN, false);
        }
      }
    }
  }

  private static void assertFound(Catalogues here, Image image, Caller caller, boolean member) {
    assertThat(here.images().find(image.id(), caller).isPresent())
        .as("%s %s for %s", image.attributes().visibility(), image.attributes().owner(), caller)
        .isEqualTo(image.visibleTo(caller, member));
  }

  @Test
  @DisplayName("what was never there is not found")
  default void unknown() {
    assertThat(open().images().find(Samples.id(404), Caller.SYSTEM)).isEmpty();
    assertThat(open().images().find("' OR 1=1 --", Caller.SYSTEM)).isEmpty();
    assertThat(open().images().find("x".repeat(5000), Caller.SYSTEM)).isEmpty();
  }
}
