// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|text/html",
        "text/html|text/html",
        "text/*|text/html",
        "application/json|application/json",
        "application/json, */*;q=0.5|application/json",
        "application/json, */*|text/html",
        "text/html;q=0.4, application/*;q=0.6|application/json",
        "*/*, text/html;q=0|application/json",
        "text/plain|",
        "application/json;q=0|",
        "application/json;q=x|",
        "nonsense|",
        "''|"
      })
  void findsTheBestForm(String header, String form) {
    assertThat(Accept.of(Optional.of(header)).best(List.of("text/html", "application/json")))
        .isEqualTo(Optional.ofNullable(form));
  }
}
