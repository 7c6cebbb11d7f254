// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTests {
  @Test
  void readsTheLinesOfARuleFile() {
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
        reactivate: @
        #"delete_image": "role:nobody"
        """;

    assertThat(RuleText.parse(text))
        .isEqualTo(
            Map.of(
                "publicize_image", "role:admin or role:publisher",
                "copy_image", "role:x or 'a':%(b)s",
                "get_image", "role:reader",
                "get_images", "",
                "add_image", "",
                "deactivate", "!",
                "reactivate", "@"));
  }

  @Test
  void readsJson() {
    assertThat(RuleText.parse(" {\"a\": \"role:x\",\n \"b\" : \"not \\\"q\\\":1\"} "))
        .isEqualTo(Map.of("a", "role:x", "b", "not \"q\":1"));
    assertThat(RuleText.parse("{}")).isEmpty();
    assertThat(RuleText.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get_image",
        "a: role:x\n  or role:y",
        "a:\n  - - role:x",
        "- a",
        "a: >-",
        "a: [role:x]",
        "a: &anchor role:x",
        "a:role:x",
        "\"a\": \"role:x",
        "\"a\": \"role:x\" or",
        "a: role:x\na: role:y",
        "{\"a\": [\"role:x\"]}",
        "{\"a\": \"role:x\"",
        "{\"a\": 1}",
      })
  void refusesWhatItCouldMisread(String text) {
    assertThatThrownBy(() -> RuleText.parse(text)).isInstanceOf(BadRule.class);
  }

  @Test
  void namesTheLine() {
    assertThatThrownBy(() -> RuleText.parse("a: @\n\nnonsense")).hasMessageContaining("Line 3");
  }
}
