// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void nestsByFourBlanks() {
    assertThat(Json.of(Map.of("a", List.of(1L, true, Map.of("b", "c")))))
        .isEqualTo(
            """
            {
                "a": [
                    1,
                    true,
                    {
                        "b": "c"
                    }
                ]
            }\
            """);
  }

  @Test
  void textIsEscaped() {
    assertThat(Json.quoted("a\"b\\c\n\t\r\u0001")).isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\u0001\"");
  }
}
