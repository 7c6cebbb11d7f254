// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.image.Image;
import org.oriel.image.Member;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.Refusal;

/** With whom images are shared. */
public interface MembersContract extends CatalogueFixture {
  @Test
  @DisplayName("members are kept in the order they came")
  default void order() {
    MemberCatalogue members = withImage();
    Member zoe = Samples.member(1, "zoes", Member.Status.PENDING);
    Member bob = Samples.member(1, "bobs", Member.Status.ACCEPTED);
    members.add(zoe);
    members.add(bob);
    assertThat(members.of(Samples.id(1))).containsExactly(zoe, bob);
    assertThat(members.of(Samples.id(404))).isEmpty();
  }

  @Test
  @DisplayName("a member is one once")
  default void once() {
    MemberCatalogue members = withImage();
    members.add(Samples.member(1, "bobs", Member.Status.PENDING));
    assertThatThrownBy(() -> members.add(Samples.member(1, "bobs", Member.Status.ACCEPTED)))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(members.of(Samples.id(1)))
        .extracting(Member::status)
        .containsExactly(Member.Status.PENDING);
  }

  @Test
  @DisplayName("of many that add the same member at once exactly one succeeds")
  default void oneAddition() throws InterruptedException {
    MemberCatalogue members = withImage();
    List<Optional<Refusal>> refusals =
        AtOnce.times(8, i -> members.add(Samples.member(1, "bobs", Member.Status.PENDING)));
    assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(refusals)
        .filteredOn(Optional::isPresent)
        .allSatisfy(it -> assertThat(it.orElseThrow()).isInstanceOf(Refusal.Conflict.class));
    assertThat(members.of(Samples.id(1))).hasSize(1);
  }

  @Test
  @DisplayName("a removed member can come back, with a new answer")
  default void revived() {
    MemberCatalogue members = withImage();
    Member bob = Samples.member(1, "bobs", Member.Status.REJECTED);
    members.add(bob);
    for (int round = 1; round <= 3; round++) {
      assertThat(members.remove(Samples.id(1), "bobs")).isTrue();
      assertThat(members.remove(Samples.id(1), "bobs")).isFalse();
      assertThat(members.of(Samples.id(1))).isEmpty();
      clock().pass(Duration.ofSeconds(10));
      members.add(
          new Member(
              bob.imageId(), "bobs", Member.Status.PENDING, clock().instant(), clock().instant()));
      Member back = members.of(Samples.id(1)).get(0);
      assertThat(back.status()).isEqualTo(Member.Status.PENDING);
      assertThat(back.updatedAt()).isEqualTo(clock().instant());
    }
  }

  @Test
  @DisplayName("an answer is kept with its instant")
  default void answer() {
    MemberCatalogue members = withImage();
    Member bob = Samples.member(1, "bobs", Member.Status.PENDING);
    members.add(bob);
    members.add(Samples.member(1, "carols", Member.Status.PENDING));
    clock().pass(Duration.ofSeconds(7));
    members.answer(Samples.id(1), "bobs", Member.Status.ACCEPTED);
    assertThat(members.of(Samples.id(1)))
        .containsExactly(
            new Member(
                bob.imageId(), "bobs", Member.Status.ACCEPTED, SetClock.START, Samples.later(7)),
            Samples.member(1, "carols", Member.Status.PENDING));
    assertThatThrownBy(() -> members.answer(Samples.id(1), "daves", Member.Status.ACCEPTED))
        .isInstanceOf(Refusal.NotFound.class);
    members.remove(Samples.id(1), "bobs");
    assertThatThrownBy(() -> members.answer(Samples.id(1), "bobs", Member.Status.ACCEPTED))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  @DisplayName("an image that does not live takes no members")
  default void dead() {
    MemberCatalogue members = withImage();
    Image image = open().images().find(Samples.id(1), Samples.ALICE).orElseThrow();
    members.add(Samples.member(1, "bobs", Member.Status.PENDING));
    open().images().store(image, image.delete(false));
    assertThat(members.of(image.id())).isEmpty();
    assertThat(members.remove(image.id(), "bobs")).isFalse();
    for (int number : new int[] {1, 404}) {
      assertThatThrownBy(() -> members.add(Samples.member(number, "zoes", Member.Status.PENDING)))
          .isInstanceOf(Refusal.NotFound.class);
      assertThatThrownBy(() -> members.answer(Samples.id(number), "bobs", Member.Status.ACCEPTED))
          .isInstanceOf(Refusal.NotFound.class);
    }
  }

  private MemberCatalogue withImage() {
    open().images().add(Samples.image(1));
    return open().members();
  }
}
