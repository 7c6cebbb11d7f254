// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.Direction;
import org.oriel.image.ImageQuery.MemberFilter;
import org.oriel.image.ImageQuery.SortKey;
import org.oriel.image.ImageQuery.VisibilityFilter;
import org.oriel.image.ImageStatus;
import org.oriel.image.Member;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;

/** Lists: filters, order, pages, and who sees what. */
public interface ListingContract extends CatalogueFixture {
  @Test
  @DisplayName("the default list is newest first, without hidden images")
  default void newestFirst() {
    ImageCatalogue images = open().images();
    for (int i = 1; i <= 3; i++) {
      images.add(Image.queued(Samples.id(i), Samples.attributes("x"), Samples.later(i)));
    }
    images.add(Samples.image(4, Samples.attributes("x").withHidden(true)));
    assertThat(numbers(images.list(ImageQuery.DEFAULT, Samples.ALICE))).containsExactly(3, 2, 1);
  }

  @Test
  @DisplayName("images come with properties, tags and locations, whatever the page size")
  default void whole() {
    ImageCatalogue images = open().images();
    List<Image> added = new ArrayList<>();
    for (int i = 1; i <= 33; i++) {
      Attributes attributes =
          Samples.attributes("x")
              .withTags(Set.of("t" + i, "all"))
              .withProperties(Map.of("p", "" + i));
      Image image =
          Samples.recorded(
              i, ImageStatus.ACTIVE, attributes, Samples.content("file:///b" + i, "file:///a" + i));
      images.add(image);
      added.add(image);
    }
    assertThat(images.list(Samples.all(), Samples.ALICE)).isEqualTo(added);
    assertThat(images.list(Draft.of().limit(3).query(), Samples.ALICE))
        .isEqualTo(added.subList(0, 3));
  }

  @Test
  @DisplayName("texts: one of several, never an absent one")
  default void texts() {
    ImageCatalogue images = open().images();
    Attributes attributes = Samples.attributes("one");
    images.add(Samples.image(1, attributes));
    images.add(
        Samples.active(
            2, attributes.withName(Optional.of("two")).withDiskFormat(Optional.of("iso"))));
    images.add(
        Samples.image(
            3, attributes.withName(Optional.empty()).withContainerFormat(Optional.empty())));
    assertList(Draft.of().text(ImageQuery.TextColumn.NAME, "one"), 1);
    assertList(Draft.of().text(ImageQuery.TextColumn.NAME, "one", "two", "three"), 1, 2);
    assertList(Draft.of().text(ImageQuery.TextColumn.NAME));
    assertList(Draft.of().text(ImageQuery.TextColumn.NAME, ""));
    assertList(Draft.of().text(ImageQuery.TextColumn.ID, Samples.id(3)), 3);
    assertList(Draft.of().text(ImageQuery.TextColumn.STATUS, "active"), 2);
    assertList(Draft.of().text(ImageQuery.TextColumn.DISK_FORMAT, "iso"), 2);
    assertList(Draft.of().text(ImageQuery.TextColumn.CONTAINER_FORMAT, "bare"), 1, 2);
    assertList(Draft.of().text(ImageQuery.TextColumn.OWNER, "alices"), 1, 2, 3);
    assertList(Draft.of().text(ImageQuery.TextColumn.OWNER, "bobs"));
    assertList(
        Draft.of().text(ImageQuery.TextColumn.CHECKSUM, "0123456789abcdef0123456789abcdef"), 2);
    assertList(Draft.of().text(ImageQuery.TextColumn.OS_HASH_ALGO, "sha512"), 2);
    assertList(Draft.of().text(ImageQuery.TextColumn.OS_HASH_VALUE, "ab".repeat(64)), 2);
    assertList(
        Draft.of()
            .text(ImageQuery.TextColumn.NAME, "two")
            .text(ImageQuery.TextColumn.DISK_FORMAT, "raw"));
  }

  @Test
  @DisplayName("numbers: both ends count, an absent number lies in no range")
  default void numberRanges() {
    ImageCatalogue images = open().images();
    images.add(Samples.image(1, Samples.attributes("x").withMinDisk(5).withMinRam(64)));
    images.add(Samples.active(2, Samples.attributes("x")));
    assertList(Draft.of().range(ImageQuery.NumberColumn.SIZE, 10, 10), 2);
    assertList(Draft.of().range(ImageQuery.NumberColumn.SIZE, 0, 9));
    assertList(Draft.of().range(ImageQuery.NumberColumn.SIZE, 11, Long.MAX_VALUE));
    assertList(Draft.of().range(ImageQuery.NumberColumn.VIRTUAL_SIZE, 20, 30), 2);
    assertList(Draft.of().range(ImageQuery.NumberColumn.MIN_DISK, 0, 4), 2);
    assertList(Draft.of().range(ImageQuery.NumberColumn.MIN_DISK, 5, 5), 1);
    assertList(Draft.of().range(ImageQuery.NumberColumn.MIN_RAM, 1, 100), 1);
    ImageQuery.NumberRange open =
        new ImageQuery.NumberRange(
            ImageQuery.NumberColumn.SIZE, OptionalLong.empty(), OptionalLong.empty());
    assertList(Draft.of().range(open), 1, 2);
    assertList(
        Draft.of()
            .range(
                new ImageQuery.NumberRange(
                    ImageQuery.NumberColumn.SIZE, OptionalLong.of(1), OptionalLong.empty())),
        2);
  }

  @Test
  @DisplayName("times: all six operators")
  default void timeBounds() {
    ImageCatalogue images = open().images();
    for (int i = 1; i <= 3; i++) {
      images.add(
          Image.recorded(
              Samples.id(i),
              ImageStatus.QUEUED,
              Samples.attributes("x"),
              Content.NONE,
              Samples.later(i),
              Samples.later(10 * i)));
    }
    Instant second = Samples.later(2);
    ImageQuery.TimeColumn created = ImageQuery.TimeColumn.CREATED_AT;
    assertList(Draft.of().time(created, ImageQuery.Operator.GT, second), 3);
    assertList(Draft.of().time(created, ImageQuery.Operator.GTE, second), 2, 3);
    assertList(Draft.of().time(created, ImageQuery.Operator.LT, second), 1);
    assertList(Draft.of().time(created, ImageQuery.Operator.LTE, second), 1, 2);
    assertList(Draft.of().time(created, ImageQuery.Operator.EQ, second), 2);
    assertList(Draft.of().time(created, ImageQuery.Operator.NEQ, second), 1, 3);
    ImageQuery.TimeColumn updated = ImageQuery.TimeColumn.UPDATED_AT;
    assertList(Draft.of().time(updated, ImageQuery.Operator.GTE, Samples.later(20)), 2, 3);
    assertList(
        Draft.of()
            .time(updated, ImageQuery.Operator.GTE, Samples.later(20))
            .time(created, ImageQuery.Operator.LT, Samples.later(3)),
        2);
  }

  @Test
  @DisplayName("properties and tags: all must be there, and alive")
  default void propertiesAndTags() {
    ImageCatalogue images = open().images();
    Attributes both =
        Samples.attributes("x")
            .withProperties(Map.of("a", "1", "b", "2"))
            .withTags(Set.of("red", "blue"));
    images.add(Samples.image(1, both));
    images.add(
        Samples.image(2, both.withProperties(Map.of("a", "1", "b", "3")).withTags(Set.of("red"))));
    Image third = Samples.image(3, both);
    images.add(third);
    images.store(
        third, third.with(third.attributes().withProperties(Map.of("a", "9")).withTags(Set.of())));
    assertList(Draft.of().property("a", "1"), 1, 2);
    assertList(Draft.of().property("a", "1").property("b", "2"), 1);
    assertList(Draft.of().property("b", ""));
    assertList(Draft.of().property("none", "1"));
    assertList(Draft.of().tag("red"), 1, 2);
    assertList(Draft.of().tag("red").tag("blue"), 1);
    assertList(Draft.of().tag("blue").property("b", "2"), 1);
    assertList(Draft.of().property("a", "9"), 3);
  }

  @Test
  @DisplayName("no text of a query is more than text")
  default void injection() {
    ImageCatalogue images = open().images();
    for (String text :
        List.of("' OR 1=1 -- ", "\\' OR 1=1 -- ", "\\", "%", "?1", ":p0", "#", "\"; --")) {
      assertList(Draft.of().text(ImageQuery.TextColumn.NAME, text));
      assertList(Draft.of().text(ImageQuery.TextColumn.NAME, text, "other"));
      assertList(Draft.of().property(text, text));
      assertList(Draft.of().tag(text));
      assertThat(images.list(Draft.of().query(), Caller.of("u", text, Set.of()))).isEmpty();
    }
    images.add(Samples.image(1, Samples.attributes("\\' #1 ?").withTags(Set.of("a'b\\"))));
    assertList(Draft.of().text(ImageQuery.TextColumn.NAME, "\\' #1 ?").tag("a'b\\"), 1);
  }

  @Test
  @DisplayName("protected and hidden: wanted, unwanted, or all the same")
  default void flags() {
    ImageCatalogue images = open().images();
    images.add(Samples.image(1, Samples.attributes("x").withProtected(true)));
    images.add(Samples.image(2, Samples.attributes("x").withHidden(true)));
    assertList(Draft.of().protect(true), 1);
    assertList(Draft.of().protect(false), 2);
    assertList(Draft.of().hide(true), 2);
    assertList(Draft.of().hide(false), 1);
    assertList(Draft.of(), 1, 2);
  }

  @Test
  @DisplayName("every key, both ways; what is absent comes before all else")
  default void sorting() {
    ImageCatalogue images = open().images();
    Attributes attributes = Samples.attributes("b");
    Image first =
        Samples.recorded(
            1,
            ImageStatus.ACTIVE,
            attributes.withDiskFormat(Optional.of("iso")),
            Samples.content("file:///1"));
    images.add(first.updated(Samples.later(9)));
    images.add(
        Image.queued(
            Samples.id(2),
            attributes.withName(Optional.empty()).withContainerFormat(Optional.of("ami")),
            Samples.later(-5)));
    images.add(
        Samples.image(
            3,
            attributes
                .withName(Optional.of("a"))
                .withContainerFormat(Optional.empty())
                .withDiskFormat(Optional.empty())));
    assertSorted(SortKey.NAME, 2, 3, 1);
    assertSorted(SortKey.ID, 1, 2, 3);
    assertSorted(SortKey.CONTAINER_FORMAT, 3, 2, 1);
    assertSorted(SortKey.DISK_FORMAT, 3, 1, 2);
    assertList(
        Draft.of().sort(SortKey.STATUS, Direction.ASC).sort(SortKey.ID, Direction.DESC), 1, 3, 2);
    assertList(
        Draft.of().sort(SortKey.SIZE, Direction.ASC).sort(SortKey.ID, Direction.ASC), 2, 3, 1);
    assertList(
        Draft.of().sort(SortKey.SIZE, Direction.DESC).sort(SortKey.ID, Direction.ASC), 1, 2, 3);
    assertList(
        Draft.of().sort(SortKey.CREATED_AT, Direction.ASC).sort(SortKey.NAME, Direction.ASC),
        2,
        3,
        1);
    assertList(
        Draft.of().sort(SortKey.UPDATED_AT, Direction.DESC).sort(SortKey.ID, Direction.DESC),
        1,
        3,
        2);
  }

  private void assertSorted(SortKey key, int... expected) {
    assertList(Draft.of().sort(key, Direction.ASC), expected);
    int[] reversed = new int[expected.length];
    for (int i = 0; i < expected.length; i++) {
      reversed[i] = expected[expected.length - 1 - i];
    }
    assertList(Draft.of().sort(key, Direction.DESC), reversed);
  }

  @Test
  @DisplayName("pages join without gap or repetition, over ties, by any key and number of keys")
  default void paging() {
    ImageCatalogue images = open().images();
    for (int i = 1; i <= 20; i++) {
      Attributes attributes =
          Samples.attributes("name-" + i % 3)
              .withName(i % 4 == 0 ? Optional.empty() : Optional.of("n" + i % 3));
      images.add(
          Image.recorded(
              Samples.id(i),
              ImageStatus.QUEUED,
              attributes,
              new Content(
                  i % 5 == 0 ? OptionalLong.empty() : OptionalLong.of(i % 2),
                  OptionalLong.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of()),
              Samples.later(i % 6),
              Samples.later(i % 7)));
    }
    for (SortKey key : SortKey.values()) {
      for (Direction direction : Direction.values()) {
        assertPages(images, Draft.of().sort(key, direction));
        assertPages(images, Draft.of().sort(key, direction).sort(SortKey.SIZE, Direction.ASC));
        assertPages(
            images,
            Draft.of()
                .sort(SortKey.NAME, Direction.DESC)
                .sort(key, direction)
                .sort(SortKey.ID, direction));
      }
    }
  }

  private static void assertPages(ImageCatalogue images, Draft draft) {
    List<Image> whole = images.list(draft.query(), Samples.ALICE);
    List<Image> joined = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    while (joined.size() < 100) {
      List<Image> page = images.list(draft.marker(marker).limit(3).query(), Samples.ALICE);
      if (page.isEmpty()) {
        break;
      }
      joined.addAll(page);
      marker = Optional.of(page.get(page.size() - 1).id());
    }
    assertThat(numbers(joined))
        .as("%s", draft.query().order())
        .isEqualTo(numbers(whole))
        .hasSize(20);
  }

  @Test
  @DisplayName("a limit of 0 gives nothing; an unknown or invisible marker is refused")
  default void limitAndMarker() {
    Catalogues here = open();
    here.images().add(Samples.shared(1, Visibility.PRIVATE));
    assertList(Draft.of().limit(0));
    for (int marker : new int[] {1, 404}) {
      ImageQuery query = Draft.of().marker(Optional.of(Samples.id(marker))).query();
      assertThatThrownBy(() -> here.images().list(query, Samples.BOB))
          .isInstanceOf(Refusal.Invalid.class)
          .hasMessage("No image found with ID " + Samples.id(marker));
    }
  }

  @Test
  @DisplayName("a list goes on for an administrator when the marker was deleted meanwhile")
  default void markerDeleted() {
    ImageCatalogue images = open().images();
    for (int i = 1; i <= 3; i++) {
      images.add(Samples.image(i));
    }
    Image second = Samples.image(2);
    images.store(second, second.delete(false));
    ImageQuery query = Draft.of().marker(Optional.of(second.id())).query();
    assertThat(numbers(images.list(query, Samples.ADMIN))).containsExactly(3);
    assertThatThrownBy(() -> images.list(query, Samples.ALICE)).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  @DisplayName("a marker need not be in the list itself")
  default void markerOutside() {
    ImageCatalogue images = open().images();
    for (int i = 1; i <= 4; i++) {
      images.add(Samples.image(i, Samples.attributes(i % 2 == 0 ? "even" : "odd")));
    }
    assertList(
        Draft.of().text(ImageQuery.TextColumn.NAME, "even").marker(Optional.of(Samples.id(3))), 4);
  }

  @Test
  @DisplayName("without a visibility: own images, public ones, and those shared with me")
  default void defaultVisibility() {
    Catalogues here = everyVisibility();
    Draft draft = Draft.of().visibility(VisibilityFilter.DEFAULT).members(MemberFilter.ACCEPTED);
    assertThat(numbers(here.images().list(draft.query(), Samples.ALICE)))
        .containsExactly(1, 2, 3, 4, 11, 13);
    assertThat(numbers(here.images().list(draft.query(), Samples.BOB)))
        .containsExactly(1, 11, 12, 13, 14);
    assertThat(numbers(here.images().list(draft.query(), Samples.ADMIN)))
        .containsExactly(1, 2, 3, 11, 12, 13, 21);
    assertThat(numbers(here.images().list(draft.query(), Caller.SYSTEM)))
        .containsExactly(1, 2, 3, 11, 12, 13, 21);
  }

  @Test
  @DisplayName("with a visibility: that one, as far as the caller sees it")
  default void oneVisibility() {
    Catalogues here = everyVisibility();
    Draft draft = Draft.of().members(MemberFilter.ACCEPTED);
    assertThat(seen(here, draft.visibility(VisibilityFilter.PUBLIC), Samples.ALICE))
        .containsExactly(1, 11);
    assertThat(seen(here, draft.visibility(VisibilityFilter.PRIVATE), Samples.ALICE))
        .containsExactly(2);
    assertThat(seen(here, draft.visibility(VisibilityFilter.SHARED), Samples.ALICE))
        .containsExactly(3, 13);
    assertThat(seen(here, draft.visibility(VisibilityFilter.COMMUNITY), Samples.ALICE))
        .containsExactly(4, 14);
    assertThat(seen(here, draft.visibility(VisibilityFilter.ALL), Samples.ALICE))
        .containsExactly(1, 2, 3, 4, 11, 13, 14);
    assertThat(seen(here, draft.visibility(VisibilityFilter.PRIVATE), Samples.ADMIN))
        .containsExactly(2, 12);
    assertThat(seen(here, draft.visibility(VisibilityFilter.COMMUNITY), Samples.ADMIN))
        .containsExactly(4, 14);
  }

  @Test
  @DisplayName("a member's answer decides which shared images count")
  default void memberStatus() {
    Catalogues here = open();
    for (int i = 1; i <= 4; i++) {
      here.images().add(Samples.image(i));
    }
    here.members().add(Samples.member(1, "bobs", Member.Status.PENDING));
    here.members().add(Samples.member(2, "bobs", Member.Status.ACCEPTED));
    here.members().add(Samples.member(3, "bobs", Member.Status.REJECTED));
    here.members().add(Samples.member(4, "carols", Member.Status.ACCEPTED));
    for (VisibilityFilter filter :
        List.of(VisibilityFilter.DEFAULT, VisibilityFilter.SHARED, VisibilityFilter.ALL)) {
      Draft draft = Draft.of().visibility(filter);
      assertThat(seen(here, draft.members(MemberFilter.PENDING), Samples.BOB)).containsExactly(1);
      assertThat(seen(here, draft.members(MemberFilter.ACCEPTED), Samples.BOB)).containsExactly(2);
      assertThat(seen(here, draft.members(MemberFilter.REJECTED), Samples.BOB)).containsExactly(3);
      assertThat(seen(here, draft.members(MemberFilter.ALL), Samples.BOB)).containsExactly(1, 2, 3);
    }
    here.members().remove(Samples.id(2), "bobs");
    assertThat(seen(here, Draft.of(), Samples.BOB)).containsExactly(1, 3);
  }

  @Test
  @DisplayName("who belongs to no project sees no shared image, whoever its members are")
  default void anonymous() {
    Catalogues here = everyVisibility();
    for (MemberFilter members : MemberFilter.values()) {
      Draft draft = Draft.of().members(members);
      assertThat(seen(here, draft.visibility(VisibilityFilter.DEFAULT), Samples.NOBODY))
          .containsExactly(1, 11);
      assertThat(seen(here, draft.visibility(VisibilityFilter.SHARED), Samples.NOBODY)).isEmpty();
      assertThat(seen(here, draft.visibility(VisibilityFilter.ALL), Samples.NOBODY))
          .containsExactly(1, 4, 11, 14);
    }
  }

  /** 1 to 4: Alice's; 11 to 14: Bob's; 13 accepted by Alice; 21 nobody's. */
  private Catalogues everyVisibility() {
    Catalogues here = open();
    List<Visibility> order =
        List.of(Visibility.PUBLIC, Visibility.PRIVATE, Visibility.SHARED, Visibility.COMMUNITY);
    for (int i = 0; i < order.size(); i++) {
      Attributes attributes = Samples.attributes("x").withVisibility(order.get(i));
      here.images().add(Samples.image(i + 1, attributes));
      here.images().add(Samples.image(i + 11, attributes.withOwner(Optional.of("bobs"))));
    }
    here.images().add(Samples.image(21, Samples.attributes("x").withOwner(Optional.empty())));
    here.members().add(Samples.member(13, "alices", Member.Status.ACCEPTED));
    return here;
  }

  @Test
  @DisplayName("killed, deleted and pending ones are never listed")
  default void endedOnes() {
    ImageCatalogue images = open().images();
    images.add(Samples.recorded(1, ImageStatus.KILLED, Samples.attributes("x"), Content.NONE));
    Image second = Samples.active(2, Samples.attributes("x"));
    Image third = Samples.active(3, Samples.attributes("x"));
    images.add(second);
    images.add(third);
    images.add(Samples.image(4));
    images.store(second, second.delete(false));
    images.store(third, third.delete(true));
    assertList(Draft.of(), 4);
    for (ImageStatus status :
        List.of(ImageStatus.KILLED, ImageStatus.DELETED, ImageStatus.PENDING_DELETE)) {
      assertThat(images.list(ImageQuery.everyInStatus(status, Optional.empty(), 10), Caller.SYSTEM))
          .isEmpty();
    }
    assertThat(images.find(Samples.id(1), Samples.ALICE)).isPresent();
  }

  @Test
  @DisplayName("walking through all images of a status, page by page")
  default void everyInStatus() {
    ImageCatalogue images = open().images();
    for (int i = 1; i <= 5; i++) {
      Attributes attributes =
          Samples.attributes("x").withVisibility(Visibility.PRIVATE).withHidden(i == 3);
      images.add(i == 4 ? Samples.image(i, attributes) : Samples.active(i, attributes));
    }
    List<Image> page =
        images.list(
            ImageQuery.everyInStatus(ImageStatus.ACTIVE, Optional.empty(), 2), Caller.SYSTEM);
    assertThat(numbers(page)).containsExactly(1, 2);
    page =
        images.list(
            ImageQuery.everyInStatus(ImageStatus.ACTIVE, Optional.of(Samples.id(2)), 9),
            Caller.SYSTEM);
    assertThat(numbers(page)).containsExactly(3, 5);
  }

  private void assertList(Draft draft, int... expected) {
    assertThat(numbers(open().images().list(draft.query(), Samples.ALICE)))
        .as("%s", draft.query())
        .isEqualTo(Arrays.stream(expected).boxed().toList());
  }

  private static List<Integer> seen(Catalogues here, Draft draft, Caller caller) {
    return numbers(here.images().list(draft.query(), caller));
  }

  private static List<Integer> numbers(List<Image> images) {
    return images.stream().map(image -> Integer.parseInt(image.id().substring(0, 8), 16)).toList();
  }
}
