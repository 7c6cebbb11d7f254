// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Caller;

class RuleFilesTests {
  private static final Caller PUBLISHER = Caller.of("alice", "p1", Set.of("publisher"));
  private final AtomicLong clock = new AtomicLong();
  private final Path file;
  private final Path first;
  private final Path second;

  RuleFilesTests(@TempDir Path directory) {
    file = directory.resolve("policy.yaml");
    first = directory.resolve("policy.d");
    second = directory.resolve("more.d");
  }

  private RuleFiles rules() throws IOException {
    Map<String, Object> raw =
        Map.of("policy_file", file.toString(), "policy_dirs", first + "\n" + second);
    return new RuleFiles(
        PolicySettings.of(raw), DefaultRules.texts(true), (url, question) -> false, clock::get);
  }

  private boolean may(RuleFiles rules, String rule) {
    return rules.rules().allow(new Question(rule, PUBLISHER, Map.of()));
  }

  private void later() {
    clock.addAndGet(1_100_000_000L);
  }

  @Test
  void putsTheRulesOfTheFileInPlaceOfTheDefaults() throws IOException {
    Files.writeString(file, "\"publicize_image\": \"role:publisher\"\n");
    RuleFiles rules = rules();

    assertThat(may(rules, "publicize_image")).isTrue();
    assertThat(may(rules, "copy_image")).isFalse();
  }

  @Test
  void reachesWhatRefersToAChangedRule() throws IOException {
    Files.writeString(file, "context_is_admin: role:publisher\n");

    assertThat(may(rules(), "copy_image")).isTrue();
    RulePolicy policy = new RulePolicy(Map.of("policy_file", file.toString()));
    assertThat(policy.isAdmin(PUBLISHER)).isTrue();
    policy.close();
  }

  @Test
  void followsTheFile() throws IOException {
    RuleFiles rules = rules();
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

  /** A file that another one's error leaves unread counts as soon as all are well. */
  @Test
  void readsDirectoriesInOrder() throws IOException {
    Files.createDirectories(first);
    Files.createDirectories(second);
    Files.writeString(file, "publicize_image: \"@\"\ncopy_image: \"@\"\ndelete_image: \"@\"\n");
    Files.writeString(first.resolve("20-b.yaml"), "publicize_image: role:publisher\n");
    Files.writeString(first.resolve("10-a.json"), "{\"publicize_image\": \"!\"}");
    Files.writeString(first.resolve(".hidden"), "publicize_image: \"!\"\n");
    Files.createDirectory(first.resolve("99-directory"));
    Files.writeString(second.resolve("a"), "copy_image: \"!\"\n");
    RuleFiles rules = rules();

    assertThat(may(rules, "publicize_image")).isTrue();
    assertThat(may(rules, "copy_image")).isFalse();
    assertThat(may(rules, "delete_image")).isTrue();

    Files.writeString(first.resolve("30-c.yaml"), "publicize_image: \"!\"\n");
    later();
    assertThat(may(rules, "publicize_image")).isFalse();

    Files.writeString(second.resolve("a"), "copy_image: (((\n");
    Files.delete(first.resolve("30-c.yaml"));
    later();
    assertThat(may(rules, "publicize_image")).isFalse();

    Files.writeString(second.resolve("a"), "copy_image: \"@\"\n");
    later();
    assertThat(may(rules, "publicize_image")).isTrue();
    assertThat(may(rules, "copy_image")).isTrue();
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
