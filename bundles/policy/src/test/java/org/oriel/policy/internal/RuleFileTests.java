// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Caller;

class RuleFileTests {
  private static final Caller PUBLISHER = Caller.of("alice", "p1", Set.of("publisher"));
  private final AtomicLong clock = new AtomicLong();
  private final Path file;

  RuleFileTests(@TempDir Path directory) {
    file = directory.resolve("policy.yaml");
  }

  private RuleFile rules() throws IOException {
    return new RuleFile(Optional.of(file), DefaultRules.texts(true), clock::get);
  }

  private boolean may(RuleFile rules, String rule) {
    return rules.rules().rule(rule).holds(PUBLISHER, Map.of());
  }

  private void later() {
    clock.addAndGet(3_000_000_000L);
  }

  @Test
  void putsTheRulesOfTheFileInPlaceOfTheDefaults() throws IOException {
    Files.writeString(file, "\"publicize_image\": \"role:publisher\"\n");
    RuleFile rules = rules();

    assertThat(may(rules, "publicize_image")).isTrue();
    assertThat(may(rules, "copy_image")).isFalse();
  }

  @Test
  void reachesWhatRefersToAChangedRule() throws IOException {
    Files.writeString(file, "context_is_admin: role:publisher\n");

    assertThat(may(rules(), "copy_image")).isTrue();
    RulePolicy policy = new RulePolicy(Map.of("policy_file", file.toString()));
    assertThat(policy.isAdmin(PUBLISHER)).isTrue();
  }

  @Test
  void followsTheFile() throws IOException {
    RuleFile rules = rules();
    assertThat(may(rules, "publicize_image")).isFalse();

    Files.writeString(file, "publicize_image: role:publisher\n");
    assertThat(may(rules, "publicize_image")).isFalse();
    later();
    assertThat(may(rules, "publicize_image")).isTrue();

    Files.writeString(file, "publicize_image: what is this\n");
    later();
    assertThat(may(rules, "publicize_image")).isTrue();

    Files.delete(file);
    later();
    assertThat(may(rules, "publicize_image")).isFalse();
  }

  @Test
  void doesNotStartWithAWrongFile() throws IOException {
    Files.writeString(file, "get_image: (role:x\n");

    assertThatThrownBy(this::rules)
        .isInstanceOf(BadRule.class)
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining("get_image");
  }
}
