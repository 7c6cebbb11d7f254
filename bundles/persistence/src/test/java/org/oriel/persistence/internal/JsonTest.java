// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  @DisplayName("what is written has every byte that Python's json.dumps would write")
  void asPython() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("store", "fast");
    object.put("a", List.of(1L, 2.5, true, Optional.empty(), Map.of()));
    object.put("text", "q\" b\\ /\b\f\n\r\t\u0001 \u007f \u00e9 \uD83D\uDE00");
    object.put("none", Map.of("deep", List.of()));
    assertThat(Json.write(object))
        .isEqualTo(
            "{\"a\": [1, 2.5, true, null, {}], \"none\": {\"deep\": []}, \"store\": \"fast\","
                + " \"text\": \"q\\\" b\\\\ /\\b\\f\\n\\r\\t\\u0001 \\u007f \\u00e9"
                + " \\ud83d\\ude00\"}");
    assertThat(Json.write(Map.of())).isEqualTo("{}");
  }

  @Test
  @DisplayName("what was written is read again, and so are numbers of any size")
  void back() {
    String text =
        "{\"a\": [1, -2, 1.50, 12345678901234567890, true, null], \"\\u00e9\": {\"x\": \"y\"}}";
    Map<String, Object> read = Json.read(text);
    assertThat(read)
        .containsEntry(
            "a",
            List.of(
                1L,
                -2L,
                new BigDecimal("1.50"),
                new BigInteger("12345678901234567890"),
                true,
                Optional.empty()))
        .containsEntry("\u00e9", Map.of("x", "y"));
    assertThat(Json.write(read)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[]", "1", "null", "{", "{\"a\":}", "{} {}", "{'a': 1}", "{\"a\": 01}"})
  @DisplayName("anything but one object is refused")
  void refused(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("neither depth nor the length of a number is without a limit")
  void limits() {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    String wide = "{\"a\":" + "9".repeat(1000) + "}";
    assertThatThrownBy(() -> Json.read(deep)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.read(wide)).isInstanceOf(IllegalArgumentException.class);
  }
}
