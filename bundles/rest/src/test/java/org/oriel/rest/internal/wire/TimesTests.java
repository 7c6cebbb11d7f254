// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T01:24:04Z",
        "2026-01-02T03:04:05.999999Z",
        "2024-02-29T23:59:59.5Z",
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.25Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z"
      })
  void writesWholeSeconds(String text) {
    Instant instant = Instant.parse(text);
    assertThat(Times.text(instant)).isEqualTo(instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
