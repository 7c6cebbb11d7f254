// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flag | True | true",
        "flag | on | true",
        "flag | 1 | true",
        "flag | YES | true",
        "flag | off | false",
        "flag | 0 | false",
        "integer | +7 | 7",
        "integer -1..5 | -1 | -1",
        "integer -1..5 | 5 | 5",
        "list | a, b ,c | a,b,c",
        "list | [a,b] | a,b",
        "list | ['a',\"b\"] | a,b",
        "list | [] | ''",
        "list | a,,b | a,b",
        "dict | a:b, c : d | a:b,c:d",
        "dict | {a:b} | a:b",
        "dict | a:b:c | a:b:c",
        "text | ' x ' | x",
      })
  void readsValues(String kind, String value, String canonical) {
    assertThat(Kind.of(kind).canonical(value)).hasValue(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flag | maybe",
        "flag | ''",
        "integer | 1.5",
        "integer | 0x10",
        "integer | 9223372036854775808",
        "integer 0..5 | 6",
        "integer 0..5 | -1",
        "dict | a",
        "dict | :b",
      })
  void refusesValues(String kind, String value) {
    assertThat(Kind.of(kind).canonical(value)).isEmpty();
  }

  @Test
  void quotesProtectCommas() {
    assertThat(Kind.members("\"a,b\",c, 'd,e' ,f'g")).containsExactly("a,b", "c", "d,e", "f'g");
  }

  @Test
  void linesOfAContinuedListAreOneList() {
    assertThat(Kind.of("list").canonical("a,\nb,\nc")).hasValue("a,b,c");
    assertThat(Kind.of("dict").canonical("a:b,\nc:d")).hasValue("a:b,c:d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flag", "integer", "integer 1..2", "dict", "list", "text"})
  void demandsAreSentencesWithoutTheValue(String kind) {
    assertThat(Kind.of(kind).demand()).matches("(is|cannot) .*");
  }
}
