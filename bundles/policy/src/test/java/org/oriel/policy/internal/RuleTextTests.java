// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTests {
  @Test
  void readsYaml() {
    String text =
        """
        ---
        # Who may publish
        "publicize_image": "role:admin or role:publisher"
        'copy_image': 'role:x or ''a'':%(b)s'
        get_image: role:reader  # all of them
        get_images: ""
        add_image:
        deactivate: "!"
        reactivate: '@'
        #"delete_image": "role:nobody"
        modify_image: >-
          role:admin or
          (role:member and project_id:%(project_id)s)
        upload_image: role:admin
          or role:uploader
        tabs:\t"role:x"
        ...
        """;

    assertThat(RuleText.parse(text))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("publicize_image", "role:admin or role:publisher"),
                Map.entry("copy_image", "role:x or 'a':%(b)s"),
                Map.entry("get_image", "role:reader"),
                Map.entry("get_images", ""),
                Map.entry("add_image", ""),
                Map.entry("deactivate", "!"),
                Map.entry("reactivate", "@"),
                Map.entry(
                    "modify_image", "role:admin or (role:member and project_id:%(project_id)s)"),
                Map.entry("upload_image", "role:admin or role:uploader"),
                Map.entry("tabs", "role:x")));
  }

  @Test
  void readsJson() {
    assertThat(RuleText.parse(" {\"a\": \"role:x\",\n\t\"b\" :\t\"not \\\"q\\\":1\"} "))
        .isEqualTo(Map.of("a", "role:x", "b", "not \"q\":1"));
    assertThat(RuleText.parse("{}")).isEmpty();
    assertThat(RuleText.parse("")).isEmpty();
    assertThat(RuleText.parse("# nothing\n---\n")).isEmpty();
  }

  @Test
  void readsListsOfAlternatives() {
    String text =
        """
        a: [["role:admin"], ["role:x", "project_id:%(owner)s"]]
        b:
          - role:y
          - - rule:a
            - "'z':%(v)s"
        c: []
        d: [[]]
        """;

    assertThat(RuleText.parse(text))
        .isEqualTo(
            Map.of(
                "a", "role:admin or role:x and project_id:%(owner)s",
                "b", "role:y or rule:a and 'z':%(v)s",
                "c", "@",
                "d", "!"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get_image",
        "- a",
        "a: &anchor role:x",
        "a: &anchor role:x\nb: *anchor",
        "a: !",
        "a: !!str role:x",
        "!map\na: role:x",
        "a: ~",
        "a: null",
        "a: {b: role:x}",
        "a: [[[role:x]]]",
        "a: ['role:x or role:y']",
        "a: ['(role:x)']",
        "a: @",
        "a:role:x",
        "\"a\": \"role:x",
        "\"a\": \"role:x\" or",
        "a: role:x\na: role:y",
        "a: role:x\n---\nb: role:y",
        "? [a]\n: role:x",
        "{\"a\": \"role:x\"",
        "{\"a\": null}",
      })
  void refusesWhatItCouldMisread(String text) {
    assertThatThrownBy(() -> RuleText.parse(text)).isInstanceOf(BadRule.class);
  }

  @Test
  void namesTheLine() {
    assertThatThrownBy(() -> RuleText.parse("a: '@'\n\nb: *x")).hasMessageContaining("Line 3");
    assertThatThrownBy(() -> RuleText.parse("a: '@'\nb: \"x")).hasMessageContaining("Line 2");
  }

  @Test
  void survivesNoise() {
    Random random = new Random(11);
    String[] words = {
      "a", ":", " ", "\n", "- ", "[", "]", "{", "}", "\"", "'", "!", "&", "*", "#", "role:x", ">",
      "|", "?", ",", "\t"
    };
    int understood = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(words[random.nextInt(words.length)]);
      }
      try {
        RuleText.parse(text.toString());
        understood++;
      } catch (BadRule e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(understood).isPositive();
  }
}
