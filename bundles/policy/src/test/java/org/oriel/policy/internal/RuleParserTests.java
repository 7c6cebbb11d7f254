// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Caller;

class RuleParserTests {
  private static final Caller ALICE =
      new Caller(
          Optional.of("u1"), Optional.of("p1"), Set.of("Member"), Set.of("service"), false, false);
  private static final Map<String, Object> TARGET =
      Map.of(
          "owner",
          "p1",
          "visibility",
          "public",
          "protected",
          true,
          "other",
          "p2",
          "size",
          7,
          "odd",
          "x y/");

  private static Check parse(String text) {
    return RuleParser.parse(text, (url, question) -> url.equals("http://yes/p1/x%20y%2F"));
  }

  private static boolean holds(String text) {
    return parse(text).holds(new Question("test", ALICE, TARGET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | true",
        "@ | true",
        "! | false",
        "role:member | true",
        "role:MEMBER | true",
        "role:admin | false",
        "user_id:u1 | true",
        "project_id:%(owner)s | true",
        "project_id:%(other)s | false",
        "project_id:%(missing)s | false",
        "tenant:p1 | true",
        "roles:member | true",
        "service_roles:service | true",
        "is_admin:False | true",
        "is_admin:True | false",
        "\"'public':%(visibility)s\" | true",
        "\"'private':%(visibility)s\" | false",
        "\"'x-public':x-%(visibility)s\" | true",
        "\"'50%':50%%\" | true",
        "True:%(protected)s | true",
        "7:%(size)s | true",
        "no.such.fact:x | false",
        "not @ | false",
        "not not @ | true",
        "@ or ! and ! | true",
        "(@ or !) and ! | false",
        "! and ! or @ | true",
        "not ! and @ | true",
        "((role:member)) | true",
        "@ AND ( @ Or ! ) | true",
        "http://yes/%(owner)s/%(odd)s | true",
        "http://no/%(owner)s/%(odd)s | false",
        "http://yes/p1/x%%20y%%2F | true",
        "http://yes/%(missing)s | false",
      })
  void judges(String text, boolean expected) {
    String bare = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    assertThat(holds(bare)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role",
        ":x",
        "role:a role:b",
        "and",
        "role:a and",
        "or role:a",
        "(role:a",
        "role:a)",
        "()",
        "not",
        "project_id:%(x",
        "project_id:%d",
        "'public:%(visibility)s",
        "http:check",
        "https:///check",
        "http://server/%(x",
      })
  void refusesWhatItDoesNotUnderstand(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(BadRule.class);
  }

  @Test
  void isBoundedInLengthAndDepth() {
    assertThatThrownBy(() -> parse("role:a or ".repeat(2000) + "role:b"))
        .isInstanceOf(BadRule.class);
    assertThatThrownBy(() -> parse("(".repeat(100) + "@" + ")".repeat(100)))
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> parse("not ".repeat(100) + "@")).hasMessageContaining("deeper");
  }

  /** Random expressions are judged as Java judges them. */
  @Test
  void agreesWithJavaOnRandomExpressions() {
    Random random = new Random(42);
    for (int i = 0; i < 5000; i++) {
      Sample sample = or(random, 4);
      assertThat(holds(sample.text)).as(sample.text).isEqualTo(sample.truth);
    }
  }

  private record Sample(String text, boolean truth) {}

  private static Sample or(Random random, int depth) {
    List<String> texts = new ArrayList<>();
    boolean truth = false;
    for (int i = random.nextInt(3); i >= 0; i--) {
      Sample part = and(random, depth);
      texts.add(part.text);
      truth |= part.truth;
    }
    return new Sample(String.join(" or ", texts), truth);
  }

  private static Sample and(Random random, int depth) {
    List<String> texts = new ArrayList<>();
    boolean truth = true;
    for (int i = random.nextInt(3); i >= 0; i--) {
      Sample part = single(random, depth);
      texts.add(part.text);
      truth &= part.truth;
    }
    return new Sample(String.join(" and ", texts), truth);
  }

  private static Sample single(Random random, int depth) {
    int kind = depth == 0 ? 2 : random.nextInt(4);
    if (kind == 0) {
      Sample part = single(random, depth - 1);
      return new Sample("not " + part.text, !part.truth);
    }
    if (kind == 1) {
      Sample part = or(random, depth - 1);
      return new Sample("(" + part.text + ")", part.truth);
    }
    return random.nextBoolean()
        ? new Sample("role:member", true)
        : new Sample("project_id:%(other)s", false);
  }

  /** Whatever comes: an answer or a refusal, never another exception. */
  @Test
  void survivesNoise() {
    Random random = new Random(7);
    String[] words = {"(", ")", "and", "or", "not", "role:a", "%(", ")s", "'", ":", "@", "!", " "};
    int understood = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      try {
        boolean unused = holds(text.toString());
        understood++;
      } catch (BadRule e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(understood).isPositive();
  }
}
