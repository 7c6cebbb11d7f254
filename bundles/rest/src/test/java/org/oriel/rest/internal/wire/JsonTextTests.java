// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Refusal;

class JsonTextTests {
  @Test
  void readsObjectsAndArrays() throws IOException {
    assertThat(read("{\"a\": [1, null]}").path("a").size()).isEqualTo(2);
    assertThat(read(" [] ").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{} {}", "nope", "{\"a\":}", "\u0000", "  ", "{\"a\": NaN}"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Malformed JSON in request body.");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] bytes = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};
    assertThatThrownBy(() -> JsonText.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"x\"", "null", "true"})
  void refusesScalars(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Unexpected body type. Expected list/dict.");
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Body expected in request.");
  }

  @Test
  void refusesDepth() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(Refusal.Invalid.class);
    assertThatThrownBy(() -> read("[".repeat(40) + "]".repeat(40)))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void refusesSize() {
    assertThatThrownBy(() -> read("[\"" + "x".repeat(JsonText.MOST_BYTES) + "\"]"))
        .isInstanceOfSatisfying(
            HttpRefusal.class, refusal -> assertThat(refusal.answer().status()).isEqualTo(413));
  }

  private static JsonNode read(String text) throws IOException {
    return JsonText.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
