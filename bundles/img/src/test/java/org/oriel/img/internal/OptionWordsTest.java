// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionWordsTest {
  @Test
  void manyInOneAndOneByOne() throws Refused {
    assertThat(OptionWords.parse(List.of("a=1,b=x=y", "c")))
        .isEqualTo(Map.of("a", "1", "b", "x=y", "c", "on"));
    assertThat(OptionWords.parse(List.of())).isEmpty();
  }

  @Test
  void valueWithoutNameIsRefused() {
    assertThatThrownBy(() -> OptionWords.parse(List.of("a=1,=2")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("a=1,=2");
  }
}
