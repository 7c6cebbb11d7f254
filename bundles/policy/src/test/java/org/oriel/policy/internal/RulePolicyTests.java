// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.policy.Targets;

class RulePolicyTests {
  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private final RulePolicy policy;
  private final RulePolicy older;

  private final Caller admin;
  private final Caller owner;
  private final Caller reader;
  private final Caller stranger;
  private final Caller roleless;

  RulePolicyTests() throws IOException {
    policy = new RulePolicy(Map.of());
    older = new RulePolicy(Map.of("enforce_new_defaults", "false"));
    admin = judged(Caller.of("root", "ops", Set.of("admin")));
    owner = judged(Caller.of("alice", "p1", Set.of("member", "reader")));
    reader = judged(Caller.of("rita", "p1", Set.of("reader")));
    stranger = judged(Caller.of("bob", "p2", Set.of("member", "reader")));
    roleless = judged(Caller.of("zoe", "p1", Set.of()));
  }

  private final Caller judged(Caller caller) {
    return caller.withAdmin(policy.isAdmin(caller));
  }

  private static Image image(UnaryOperator<Attributes> change) {
    Attributes attributes =
        Attributes.NONE.withOwner(Optional.of("p1")).withVisibility(Visibility.PRIVATE);
    return Image.queued(ID, change.apply(attributes), Instant.EPOCH);
  }

  private boolean may(Caller caller, String rule, Image image) {
    return policy.allows(rule, caller, Targets.of(image, caller));
  }

  @Test
  void knowsAllRules() {
    for (boolean newDefaultsOnly : new boolean[] {true, false}) {
      Rules rules =
          Rules.of(DefaultRules.texts(newDefaultsOnly), "default", (url, question) -> false);
      assertThat(rules.names()).hasSize(67);
    }
  }

  @Test
  void findsAdministrators() {
    assertThat(admin.isAdmin()).isTrue();
    assertThat(owner.isAdmin()).isFalse();
  }

  @Test
  void letsMembersOfTheOwnerChange() {
    Image image = image(UnaryOperator.identity());

    for (String rule : Set.of("modify_image", "upload_image", "delete_image", "deactivate")) {
      assertThat(may(owner, rule, image)).as(rule).isTrue();
      assertThat(may(admin, rule, image)).as(rule).isTrue();
      assertThat(may(reader, rule, image)).as(rule).isFalse();
      assertThat(may(stranger, rule, image)).as(rule).isFalse();
      assertThat(may(roleless, rule, image)).as(rule).isFalse();
    }
    assertThat(may(owner, "publicize_image", image)).isFalse();
    assertThat(may(owner, "communitize_image", image)).isTrue();
  }

  @Test
  void letsReadersReadWhatTheySee() {
    Image own = image(UnaryOperator.identity());
    Image shared = image(attributes -> attributes.withVisibility(Visibility.SHARED));
    Image common = image(attributes -> attributes.withVisibility(Visibility.PUBLIC));

    assertThat(may(reader, "get_image", own)).isTrue();
    assertThat(may(reader, "download_image", own)).isFalse();
    assertThat(may(owner, "download_image", own)).isTrue();
    assertThat(may(stranger, "get_image", own)).isFalse();
    assertThat(may(stranger, "get_image", shared)).isTrue();
    assertThat(may(stranger, "get_image", common)).isTrue();
    assertThat(may(roleless, "get_image", common)).isFalse();
  }

  @Test
  void bindsNewImagesToTheirOwner() {
    Map<String, Object> own =
        Targets.ofNew(Attributes.NONE.withOwner(Optional.of("p1")), Visibility.PRIVATE);
    Map<String, Object> foreign =
        Targets.ofNew(Attributes.NONE.withOwner(Optional.of("p9")), Visibility.PRIVATE);

    assertThat(policy.allows("add_image", owner, own)).isTrue();
    assertThat(policy.allows("add_image", owner, foreign)).isFalse();
    assertThat(policy.allows("add_image", admin, foreign)).isTrue();
    assertThat(policy.allows("add_image", reader, own)).isFalse();
  }

  @Test
  void knowsTheMemberOfASharedImage() {
    Image shared = image(attributes -> attributes.withVisibility(Visibility.SHARED));

    assertThat(may(stranger, "modify_member", shared)).isTrue();
    assertThat(may(owner, "modify_member", shared)).isFalse();
  }

  /** A property named like an attribute must not open a door. */
  @Test
  void doesNotTakePropertiesForAttributes() {
    Map<String, String> forged = Map.of("member_id", "p2", "project_id", "p2", "owner", "p2");
    Image common =
        image(
            attributes ->
                attributes
                    .withOwner(Optional.empty())
                    .withVisibility(Visibility.PUBLIC)
                    .withProperties(forged));

    assertThat(may(stranger, "modify_image", common)).isFalse();
    assertThat(may(stranger, "modify_member", common)).isFalse();
    assertThat(Targets.of(common, stranger)).doesNotContainKeys("owner", "project_id", "member_id");
    assertThat(Targets.of(common, stranger).entrySet())
        .contains(Map.entry("visibility", "public"), Map.entry("image_id", ID));
  }

  @Test
  void isWiderWithOlderDefaults() {
    Image image = image(UnaryOperator.identity());

    assertThat(older.allows("modify_image", roleless, Targets.of(image, roleless))).isTrue();
    assertThat(older.allows("publicize_image", roleless, Targets.of(image, roleless))).isFalse();
    assertThat(older.enforcesNewDefaults()).isFalse();
    assertThat(policy.enforcesNewDefaults()).isTrue();
  }

  @Test
  void saysWhichRuleRefuses() {
    Image image = image(UnaryOperator.identity());

    assertThatThrownBy(() -> policy.require("delete_image", stranger, Targets.of(image, stranger)))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("You are not authorized to complete delete_image action.");
  }

  @Test
  void complainsAboutWrongSettings() {
    assertThatThrownBy(() -> new RulePolicy(Map.of("enforce_new_defaults", "perhaps")))
        .hasMessageContaining("enforce_new_defaults");
  }
}
