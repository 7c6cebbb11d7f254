// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.image.Caller;
import org.oriel.policy.Explanation;

class RulesTests {
  private static final Caller ALICE = Caller.of("alice", "p1", Set.of("member"));

  private static Rules rules(Map<String, String> texts) {
    return Rules.of(texts, "default", (url, question) -> false);
  }

  private static boolean allows(Rules rules, String rule) {
    return rules.allow(new Question(rule, ALICE, Map.of()));
  }

  @Test
  void followsReferences() {
    Rules rules = rules(Map.of("a", "rule:b and rule:c", "b", "rule:c", "c", "role:member"));

    assertThat(allows(rules, "a")).isTrue();
  }

  @Test
  void judgesUnknownRulesByDefault() {
    Rules open = rules(Map.of("default", "role:member", "a", "rule:missing"));
    Rules closed = rules(Map.of("a", "rule:missing"));

    assertThat(allows(open, "missing")).isTrue();
    assertThat(allows(open, "a")).isTrue();
    assertThat(allows(closed, "missing")).isFalse();
    assertThat(allows(closed, "a")).isFalse();
  }

  @Test
  void refusesCircles() {
    assertThatThrownBy(() -> rules(Map.of("a", "rule:b", "b", "not rule:a")))
        .isInstanceOf(BadRule.class)
        .hasMessageContaining("refers to itself");
    assertThatThrownBy(() -> rules(Map.of("default", "rule:missing"))).isInstanceOf(BadRule.class);
  }

  @Test
  void namesTheRuleThatCannotBeUnderstood() {
    assertThatThrownBy(() -> rules(Map.of("get_image", "nonsense")))
        .hasMessageContaining("get_image");
  }

  /** References are shared, not copied: a chain that would double at each step stays small. */
  @Test
  void staysSmallOnChainsOfReferences() {
    Map<String, String> texts = new HashMap<>();
    texts.put("r0", "role:member");
    for (int i = 1; i < 24; i++) {
      texts.put("r" + i, "rule:r" + (i - 1) + " and rule:r" + (i - 1));
    }

    assertThat(rules(texts).names()).hasSize(24);
  }

  @Test
  void boundsChainsOfReferences() {
    Map<String, String> texts = new HashMap<>();
    texts.put("r0", "role:member");
    for (int i = 1; i < 1000; i++) {
      texts.put("r" + i, "rule:r" + (i - 1));
    }

    assertThatThrownBy(() -> rules(texts))
        .isInstanceOf(BadRule.class)
        .hasMessageContaining("chain");
  }

  @Test
  void takesAnotherRuleForTheDefault() {
    Rules rules =
        Rules.of(
            Map.of("default", "!", "mine", "role:member", "a", "rule:missing"),
            "mine",
            (url, question) -> false);

    assertThat(allows(rules, "missing")).isTrue();
    assertThat(allows(rules, "a")).isTrue();
  }

  @Test
  void explains() {
    Rules rules =
        rules(
            Map.of(
                "a", "rule:b and (role:admin or project_id:%(owner)s) and not rule:b",
                "b", "role:member",
                "c", "project_id:%(nothing)s or 'x':%(owner)s"));
    Map<String, Object> target = Map.of("owner", "p1");
    Explanation whole = rules.explain(new Question("a", ALICE, target));

    assertThat(whole.said()).isEqualTo("rule:a");
    assertThat(whole.holds()).isFalse();
    Explanation and = whole.parts().get(0);
    assertThat(and.said()).isEqualTo("and");
    assertThat(and.parts())
        .extracting(Explanation::said, Explanation::holds)
        .containsExactly(tuple("rule:b", true), tuple("or", true), tuple("not", false));
    assertThat(and.parts().get(0).parts())
        .containsExactly(
            new Explanation("role:member", true, "the caller's roles: member", List.of()));
    assertThat(and.parts().get(1).parts())
        .extracting(Explanation::found)
        .containsExactly(
            "the caller's roles: member", "%(owner)s is \"p1\"; the caller's project_id: p1");
    assertThat(and.parts().get(2).parts().get(0))
        .isEqualTo(new Explanation("rule:b", true, "as above", List.of()));
    assertThat(rules.explain(new Question("c", ALICE, target)).parts().get(0).parts())
        .extracting(Explanation::found)
        .containsExactly(
            "%(nothing)s is not known of the target; the caller's project_id: p1",
            "%(owner)s is \"p1\"");
    assertThat(rules.explain(new Question("nope", ALICE, target)))
        .isEqualTo(
            new Explanation(
                "rule:nope",
                false,
                "there is no rule of this name",
                List.of(new Explanation("!", false, "", List.of()))));
  }
}
