// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.image.Caller;

class RulesTests {
  private static final Caller ALICE = Caller.of("alice", "p1", Set.of("member"));

  @Test
  void followsReferences() {
    Rules rules = Rules.of(Map.of("a", "rule:b and rule:c", "b", "rule:c", "c", "role:member"));

    assertThat(rules.rule("a").holds(ALICE, Map.of())).isTrue();
  }

  @Test
  void judgesUnknownRulesByDefault() {
    Rules open = Rules.of(Map.of("default", "role:member", "a", "rule:missing"));
    Rules closed = Rules.of(Map.of("a", "rule:missing"));

    assertThat(open.rule("missing").holds(ALICE, Map.of())).isTrue();
    assertThat(open.rule("a").holds(ALICE, Map.of())).isTrue();
    assertThat(closed.rule("missing").holds(ALICE, Map.of())).isFalse();
    assertThat(closed.rule("a").holds(ALICE, Map.of())).isFalse();
  }

  @Test
  void refusesCircles() {
    assertThatThrownBy(() -> Rules.of(Map.of("a", "rule:b", "b", "not rule:a")))
        .isInstanceOf(BadRule.class)
        .hasMessageContaining("refers to itself");
    assertThatThrownBy(() -> Rules.of(Map.of("default", "rule:missing")))
        .isInstanceOf(BadRule.class);
  }

  @Test
  void namesTheRuleThatCannotBeUnderstood() {
    assertThatThrownBy(() -> Rules.of(Map.of("get_image", "nonsense")))
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

    assertThat(Rules.of(texts).names()).hasSize(24);
  }
}
