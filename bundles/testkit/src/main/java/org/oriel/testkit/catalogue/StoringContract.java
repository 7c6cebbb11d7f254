// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;

/** Differences are stored, nothing else; moves have one winner. */
public interface StoringContract extends CatalogueFixture {
  @Test
  @DisplayName("every attribute and every part of the content can change, also to nothing")
  default void everything() {
    ImageCatalogue images = open().images();
    Image queued = Samples.image(1);
    images.add(queued);
    Attributes attributes =
        new Attributes(
            Optional.of("new name"),
            Optional.of("bobs"),
            Visibility.COMMUNITY,
            Optional.of("qcow2"),
            Optional.of("ovf"),
            1,
            2,
            true,
            true,
            Set.of("a", "b"),
            Map.of("p", "1", "q", "2"));
    Image full =
        images.store(queued, queued.with(attributes).activate(Samples.content("file:///1")));
    assertThat(images.find(full.id(), Caller.SYSTEM)).contains(full);
    Image empty =
        images.store(
            full,
            full.with(Attributes.NONE)
                .with(
                    new Content(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
    assertThat(images.find(full.id(), Caller.SYSTEM)).contains(empty);
    assertThat(empty.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(empty.attributes()).isEqualTo(Attributes.NONE);
  }

  @Test
  @DisplayName("the instant of a change is that of the catalogue, and creation stays")
  default void instants() {
    ImageCatalogue images = open().images();
    Image image = Samples.image(1);
    images.add(image);
    clock().pass(Duration.ofSeconds(90));
    Image stored = images.store(image, named(image, "later"));
    assertThat(stored.updatedAt()).isEqualTo(Samples.later(90));
    assertThat(stored.createdAt()).isEqualTo(SetClock.START);
    assertThat(images.find(image.id(), Samples.ALICE)).contains(stored);
    clock().pass(Duration.ofSeconds(5));
    Image property = stored.with(stored.attributes().withProperties(Map.of("only", "this")));
    assertThat(images.store(stored, property).updatedAt()).isEqualTo(Samples.later(95));
  }

  @Test
  @DisplayName("two writers of different things do not undo each other")
  default void noLostUpdate() {
    ImageCatalogue images = open().images();
    Attributes start =
        Samples.attributes("start")
            .withTags(Set.of("t1", "t2"))
            .withProperties(Map.of("p1", "1", "p2", "2"));
    Image both =
        Samples.recorded(1, ImageStatus.ACTIVE, start, Samples.content("file:///1", "file:///2"));
    images.add(both);
    Attributes firstChange =
        start
            .withName(Optional.of("first"))
            .withTags(Set.of("t1", "t3"))
            .withProperties(Map.of("p1", "new", "p2", "2"));
    Attributes secondChange =
        start
            .withMinDisk(9)
            .withTags(Set.of("t1", "t2", "t4"))
            .withProperties(Map.of("p1", "1", "p3", "3"));
    images.store(
        both, both.with(firstChange).with(located(both, both.content().locations().get(1))));
    List<ImageLocation> more = new ArrayList<>(both.content().locations());
    more.add(new ImageLocation("file:///3", Map.of()));
    images.store(
        both, both.with(secondChange).with(located(both, more.toArray(ImageLocation[]::new))));
    Image now = images.find(both.id(), Samples.ALICE).orElseThrow();
    assertThat(now.attributes())
        .isEqualTo(
            start
                .withName(Optional.of("first"))
                .withMinDisk(9)
                .withTags(Set.of("t1", "t3", "t4"))
                .withProperties(Map.of("p1", "new", "p3", "3")));
    assertThat(now.content().locations())
        .extracting(ImageLocation::url)
        .containsExactly("file:///2", "file:///3");
  }

  @Test
  @DisplayName("many writers at once, each of its own property and tag: all are kept")
  default void manyWriters() throws InterruptedException {
    ImageCatalogue images = open().images();
    Image image = Samples.image(1);
    images.add(image);
    Map<String, String> expected = new TreeMap<>();
    Set<String> tags = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      expected.put("p" + i, "v" + i);
      tags.add("t" + i);
    }
    List<Optional<Refusal>> refusals =
        AtOnce.times(
            8,
            i ->
                images.store(
                    image,
                    image.with(
                        image
                            .attributes()
                            .withProperties(Map.of("p" + i, "v" + i))
                            .withTags(Set.of("t" + i)))));
    assertThat(refusals).containsOnly(Optional.empty());
    Image now = images.find(image.id(), Samples.ALICE).orElseThrow();
    assertThat(now.attributes().properties()).isEqualTo(expected);
    assertThat(now.attributes().tags()).isEqualTo(tags);
  }

  @Test
  @DisplayName("many writers at once of the same new property and tag: one value, no failure")
  default void sameProperty() throws InterruptedException {
    ImageCatalogue images = open().images();
    Image image = Samples.image(1);
    images.add(image);
    List<Optional<Refusal>> refusals =
        AtOnce.times(
            8,
            i ->
                images.store(
                    image,
                    image.with(
                        image
                            .attributes()
                            .withProperties(Map.of("p", "v" + i))
                            .withTags(Set.of("t")))));
    assertThat(refusals).containsOnly(Optional.empty());
    Image now = images.find(image.id(), Samples.ALICE).orElseThrow();
    assertThat(now.attributes().properties())
        .hasEntrySatisfying("p", it -> assertThat(it).startsWith("v"));
    assertThat(now.attributes().tags()).containsExactly("t");
  }

  @Test
  @DisplayName("of many that move an image at once exactly one wins")
  default void oneWinner() throws InterruptedException {
    ImageCatalogue images = open().images();
    for (int round = 1; round <= 3; round++) {
      Image image = Samples.image(round);
      images.add(image);
      List<Optional<Refusal>> refusals =
          AtOnce.times(12, i -> images.store(image, image.beginUpload()));
      assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(1);
      assertThat(refusals)
          .filteredOn(Optional::isPresent)
          .allSatisfy(it -> assertThat(it.orElseThrow()).isInstanceOf(Refusal.Conflict.class));
      assertThat(images.find(image.id(), Samples.ALICE).orElseThrow().status())
          .isEqualTo(ImageStatus.SAVING);
    }
  }

  @Test
  @DisplayName("a lost move changes nothing at all")
  default void lostMove() {
    ImageCatalogue images = open().images();
    Image image = Samples.image(1);
    images.add(image);
    images.store(image, image.beginUpload());
    assertThatThrownBy(() -> images.store(image, named(image, "lost").beginUpload()))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(images.find(image.id(), Samples.ALICE).orElseThrow().attributes())
        .isEqualTo(image.attributes());
  }

  @Test
  @DisplayName(
      "attributes can be stored although the status moved meanwhile, and do not move it back")
  default void attributesAlone() {
    ImageCatalogue images = open().images();
    Image image = Samples.image(1);
    images.add(image);
    images.store(image, image.activate(Samples.content("file:///1")));
    images.store(image, named(image, "renamed"));
    Image now = images.find(image.id(), Samples.ALICE).orElseThrow();
    assertThat(now.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now.attributes().name()).contains("renamed");
    assertThat(now.content()).isEqualTo(Samples.content("file:///1"));
  }

  @Test
  @DisplayName("who insists on what he knows loses to any change since")
  default void unchanged() {
    ImageCatalogue images = open().images();
    images.add(Samples.image(1));
    Image known = images.find(Samples.id(1), Samples.ALICE).orElseThrow();
    Image named = images.storeUnchanged(known, named(known, "first"));
    assertThat(images.find(known.id(), Samples.ALICE)).contains(named);
    assertThatThrownBy(() -> images.storeUnchanged(known, named(known, "second")))
        .isInstanceOf(Refusal.Outdated.class);
    images.store(named, named.with(named.attributes().withProperties(Map.of("k", "v"))));
    assertThatThrownBy(() -> images.storeUnchanged(named, named(named, "third")))
        .isInstanceOf(Refusal.Outdated.class);
    Image now = images.find(known.id(), Samples.ALICE).orElseThrow();
    assertThat(now.attributes().name()).contains("first");
    images.storeUnchanged(now, now.delete(false));
    assertThatThrownBy(() -> images.storeUnchanged(now, named(now, "x")))
        .isInstanceOf(Refusal.Gone.class);
  }

  @Test
  @DisplayName("of many that insist on what they know exactly one wins")
  default void oneUnchanged() throws InterruptedException {
    ImageCatalogue images = open().images();
    images.add(Samples.image(1));
    Image known = images.find(Samples.id(1), Samples.ALICE).orElseThrow();
    List<Optional<Refusal>> refusals =
        AtOnce.times(
            8,
            i ->
                images.storeUnchanged(
                    known,
                    known.with(
                        known.attributes().withProperties(Map.of("by", Integer.toString(i))))));
    assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(refusals)
        .filteredOn(Optional::isPresent)
        .allSatisfy(it -> assertThat(it.orElseThrow()).isInstanceOf(Refusal.Outdated.class));
  }

  @Test
  @DisplayName("what was deleted meanwhile is gone, for changes and for moves")
  default void gone() {
    ImageCatalogue images = open().images();
    Image queued = Samples.image(1);
    images.add(queued);
    Image saving = images.store(queued, queued.beginUpload());
    images.store(saving, saving.delete(false));
    assertThatThrownBy(() -> images.store(saving, saving.activate(Samples.content("file:///1"))))
        .isInstanceOf(Refusal.Gone.class);
    assertThatThrownBy(() -> images.store(saving, named(saving, "x")))
        .isInstanceOf(Refusal.Gone.class);
    assertThatThrownBy(() -> images.store(saving, saving.delete(false)))
        .isInstanceOf(Refusal.Gone.class);
    Image never = Samples.image(404);
    assertThatThrownBy(() -> images.store(never, named(never, "x")))
        .isInstanceOf(Refusal.Gone.class);
    assertThatThrownBy(() -> images.store(queued, never))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("what was removed can be added again: properties, tags, locations")
  default void again() {
    ImageCatalogue images = open().images();
    Attributes attributes =
        Samples.attributes("x").withProperties(Map.of("p", "1")).withTags(Set.of("t"));
    Image image = Samples.active(1, attributes);
    images.add(image);
    for (int round = 0; round < 3; round++) {
      Image without =
          images.store(
              image,
              image
                  .with(attributes.withProperties(Map.of()).withTags(Set.of()))
                  .with(located(image)));
      Image found = images.find(image.id(), Samples.ALICE).orElseThrow();
      assertThat(found.attributes().properties()).isEmpty();
      assertThat(found.attributes().tags()).isEmpty();
      assertThat(found.content().locations()).isEmpty();
      images.store(without, image);
      assertThat(images.find(image.id(), Samples.ALICE)).contains(image);
    }
    Map<String, String> other = new HashMap<>(Map.of("p", "2"));
    Image last = images.store(image, image.with(attributes.withProperties(other)));
    assertThat(images.find(image.id(), Samples.ALICE)).contains(last);
  }

  @Test
  @DisplayName("locations keep their order, and their metadata can change")
  default void locations() {
    ImageCatalogue images = open().images();
    Image image =
        Samples.recorded(
            1,
            ImageStatus.ACTIVE,
            Samples.attributes("x"),
            Samples.content("file:///z", "file:///a"));
    images.add(image);
    List<ImageLocation> changed =
        List.of(
            new ImageLocation("file:///z", Map.of("store", "cheap", "x", List.of(1L))),
            image.content().locations().get(1),
            new ImageLocation("file:///m", Map.of()));
    Image stored =
        images.store(image, image.with(located(image, changed.toArray(ImageLocation[]::new))));
    assertThat(images.find(image.id(), Samples.ALICE)).contains(stored);
  }

  @Test
  @DisplayName("a deleted image is neither found nor listed, and has no members")
  default void deleted() {
    Catalogues here = open();
    Image image = Samples.active(1, Samples.attributes("x"));
    here.images().add(image);
    here.members().add(Samples.member(1, "bobs", Member.Status.ACCEPTED));
    Image after = here.images().store(image, image.delete(false));
    assertThat(after.status()).isEqualTo(ImageStatus.DELETED);
    assertThat(here.images().find(image.id(), Caller.SYSTEM)).isEmpty();
    assertThat(here.images().list(Samples.all(), Caller.SYSTEM)).isEmpty();
    assertThat(here.members().of(image.id())).isEmpty();
  }

  @Test
  @DisplayName("a pending deletion can be carried out, once")
  default void scrub() {
    ImageCatalogue images = open().images();
    Image image = Samples.active(1, Samples.attributes("x"));
    images.add(image);
    Image pending = images.store(image, image.delete(true));
    assertThat(pending.status()).isEqualTo(ImageStatus.PENDING_DELETE);
    assertThat(images.find(image.id(), Caller.SYSTEM)).isEmpty();
    assertThatThrownBy(() -> images.store(image, named(image, "x")))
        .isInstanceOf(Refusal.Gone.class);
    clock().pass(Duration.ofHours(1));
    assertThat(images.store(pending, pending.scrubbed()).status()).isEqualTo(ImageStatus.DELETED);
    assertThatThrownBy(() -> images.store(pending, pending.scrubbed()))
        .isInstanceOf(Refusal.Gone.class);
    assertThatThrownBy(() -> images.store(pending, pending.restore()))
        .isInstanceOf(Refusal.Gone.class);
  }

  @Test
  @DisplayName(
      "a pending deletion can be called off: all comes back, but not what was removed before")
  default void restore() {
    Catalogues here = open();
    Attributes attributes =
        Samples.attributes("x")
            .withProperties(Map.of("keep", "1", "drop", "2"))
            .withTags(Set.of("keep", "drop"));
    Image image =
        Samples.recorded(
            1, ImageStatus.ACTIVE, attributes, Samples.content("file:///keep", "file:///drop"));
    here.images().add(image);
    here.members().add(Samples.member(1, "bobs", Member.Status.ACCEPTED));
    here.members().add(Samples.member(1, "carols", Member.Status.ACCEPTED));
    here.members().remove(image.id(), "carols");
    Image less =
        here.images()
            .store(
                image,
                image
                    .with(attributes.withProperties(Map.of("keep", "1")).withTags(Set.of("keep")))
                    .with(located(image, image.content().locations().get(0))));
    clock().pass(Duration.ofMinutes(1));
    Image pending = here.images().store(less, less.delete(true));
    clock().pass(Duration.ofMinutes(1));
    Image restored = here.images().store(pending, pending.restore());
    assertThat(here.images().find(image.id(), Samples.BOB)).contains(restored);
    assertThat(restored.content()).isEqualTo(less.content());
    assertThat(restored.attributes()).isEqualTo(less.attributes());
    assertThat(here.members().of(image.id())).extracting(Member::project).containsExactly("bobs");
  }

  @Test
  @DisplayName("storing an image as it is only touches it")
  default void touched() {
    ImageCatalogue images = open().images();
    Image image = Samples.active(1, Samples.attributes("x"));
    images.add(image);
    clock().pass(Duration.ofSeconds(3));
    Image touched = images.store(image, image.reactivate());
    assertThat(touched).isEqualTo(image.updated(Samples.later(3)));
    assertThat(images.find(image.id(), Samples.ALICE)).contains(touched);
  }

  private static Image named(Image image, String name) {
    return image.with(image.attributes().withName(Optional.of(name)));
  }

  private static Content located(Image image, ImageLocation... locations) {
    Content content = image.content();
    return new Content(
        content.size(),
        content.virtualSize(),
        content.checksum(),
        content.multihash(),
        List.of(locations));
  }
}
