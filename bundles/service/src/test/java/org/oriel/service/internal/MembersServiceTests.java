// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.Member;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.service.Change;

class MembersServiceTests {
  private final Path directory;
  private final House house;
  private final MembersService members;
  private final Caller carol;

  MembersServiceTests(@TempDir Path directory) {
    this.directory = directory;
    this.house = new House(directory.resolve("main"), Map.of(), Map.of("image_member_quota", "2"));
    this.members = house.members;
    this.carol = Caller.of("carol", "p3", Set.of("member", "reader"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Image image(Visibility visibility) {
    return house.images.create(
        house.alice, Optional.empty(), Attributes.NONE.withVisibility(visibility));
  }

  @Test
  void sharesWithProjectsAndTakesItBack() {
    Image image = image(Visibility.SHARED);
    String id = image.id();
    assertThatThrownBy(() -> house.images.show(house.bob, id)).isInstanceOf(Refusal.NotFound.class);

    Member bob = members.add(house.alice, id, "p2");

    assertThat(bob.status()).isEqualTo(Member.Status.PENDING);
    assertThat(house.images.show(house.bob, id).id()).isEqualTo(id);
    assertThat(listed(house.bob)).isEmpty();
    assertThat(members.answer(house.bob, id, "p2", Member.Status.ACCEPTED).status())
        .isEqualTo(Member.Status.ACCEPTED);
    assertThat(listed(house.bob)).containsExactly(id);
    assertThat(members.show(house.alice, id, "p2").status()).isEqualTo(Member.Status.ACCEPTED);
    members.remove(house.alice, id, "p2");
    assertThat(listed(house.bob)).isEmpty();
    assertThatThrownBy(() -> house.images.show(house.bob, id)).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> members.remove(house.alice, id, "p2"))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessage("p2 not found in the member list of the image " + id + ".");
    assertThat(members.add(house.alice, id, "p2").status()).isEqualTo(Member.Status.PENDING);
  }

  private List<String> listed(Caller caller) {
    return house.images.list(caller, ImageQuery.DEFAULT).images().stream().map(Image::id).toList();
  }

  @Test
  void showsMembersOnlyThemselves() {
    Image image = image(Visibility.SHARED);
    members.add(house.alice, image.id(), "p2");
    members.add(house.alice, image.id(), "p3");

    assertThat(members.list(house.alice, image.id()))
        .extracting(Member::project)
        .containsExactly("p2", "p3");
    assertThat(members.list(house.admin, image.id())).hasSize(2);
    assertThat(members.list(house.rita, image.id())).hasSize(2);
    assertThat(members.list(house.bob, image.id()))
        .extracting(Member::project)
        .containsExactly("p2");
    assertThat(members.show(carol, image.id(), "p3").project()).isEqualTo("p3");
    assertThatThrownBy(() -> members.show(carol, image.id(), "p2"))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> members.answer(carol, image.id(), "p2", Member.Status.REJECTED))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void letsOwnersChangeAndMembersAnswer() {
    Image image = image(Visibility.SHARED);
    String id = image.id();
    members.add(house.alice, id, "p2");

    assertThatThrownBy(() -> members.answer(house.alice, id, "p2", Member.Status.ACCEPTED))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete modify_member action.");
    assertThatThrownBy(() -> members.add(house.bob, id, "p3"))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> members.remove(house.bob, id, "p2"))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> members.add(house.rita, id, "p3"))
        .isInstanceOf(Refusal.Forbidden.class);
    assertThatThrownBy(() -> members.add(carol, id, "p3")).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> members.list(carol, id)).isInstanceOf(Refusal.NotFound.class);
    members.answer(house.admin, id, "p2", Member.Status.REJECTED);
    members.remove(house.admin, id, "p2");
    assertThat(members.list(house.alice, id)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Visibility.class,
      names = {"PUBLIC", "PRIVATE", "COMMUNITY"})
  void knowsMembersOfSharedImagesOnly(Visibility visibility) {
    Image image =
        house.images.create(
            house.admin,
            Optional.empty(),
            Attributes.NONE.withOwner(Optional.of("p1")).withVisibility(visibility));
    String id = image.id();

    for (Runnable call :
        List.<Runnable>of(
            () -> members.list(house.alice, id),
            () -> members.add(house.alice, id, "p2"),
            () -> members.answer(house.alice, id, "p2", Member.Status.ACCEPTED),
            () -> members.remove(house.alice, id, "p2"))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("Only shared images have members.");
    }
    assertThatThrownBy(() -> members.show(house.alice, id, "p2"))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void keepsMembersOfImagesThatAreShutAway() {
    Image image = image(Visibility.SHARED);
    members.add(house.alice, image.id(), "p2");
    visibility(image, "private");
    assertThatThrownBy(() -> house.images.show(house.bob, image.id()))
        .isInstanceOf(Refusal.NotFound.class);

    visibility(image, "shared");

    assertThat(house.images.show(house.bob, image.id()).id()).isEqualTo(image.id());
  }

  private void visibility(Image image, String word) {
    house.images.change(
        house.alice, image.id(), List.of(new Change.Replace("visibility", Optional.of(word))));
  }

  @Test
  void boundsMembers() {
    String id = image(Visibility.SHARED).id();
    members.add(house.alice, id, "p1");
    members.add(house.alice, id, "p2");

    assertThatThrownBy(() -> members.add(house.alice, id, "p2"))
        .isInstanceOf(Refusal.Conflict.class)
        .hasMessage("Member p2 is duplicated for image " + id + ".");
    assertThatThrownBy(() -> members.add(house.alice, id, "p3"))
        .isInstanceOf(Refusal.OverQuota.class)
        .hasMessageContaining("Attempted: 3, Maximum: 2");
    members.remove(house.alice, id, "p1");
    members.add(house.alice, id, "p3");
    assertThatThrownBy(() -> members.add(house.alice, id, "x".repeat(256)))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void asksForOwnershipWithTheOlderRules() {
    try (House older =
        new House(directory.resolve("older"), Map.of("enforce_new_defaults", "false"), Map.of())) {
      Image image = older.images.create(older.alice, Optional.empty(), Attributes.NONE);
      String id = image.id();
      older.members.add(older.alice, id, "p2");

      assertThatThrownBy(() -> older.members.add(older.bob, id, "p3"))
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("You do not own this image");
      assertThatThrownBy(() -> older.members.remove(older.bob, id, "p2"))
          .isInstanceOf(Refusal.Forbidden.class);
      assertThatThrownBy(() -> older.members.answer(older.alice, id, "p2", Member.Status.ACCEPTED))
          .isInstanceOf(Refusal.Forbidden.class);
      assertThat(older.members.answer(older.bob, id, "p2", Member.Status.ACCEPTED).status())
          .isEqualTo(Member.Status.ACCEPTED);
    }
  }
}
