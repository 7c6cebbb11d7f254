// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.HttpRefusal;

class ByteRangeTests {
  private static final Optional<String> NONE = Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,1",
    "bytes=2-4,2,3",
    "bytes=2-,2,8",
    "bytes=-3,7,3",
    "bytes=-30,0,10",
    "bytes=5-99,5,5",
    "bytes = 5 - 6,5,2",
    "bytes=0-99999999999999999999999999,0,10"
  })
  void understandsOneRange(String header, long first, long length) {
    assertThat(ByteRange.of(Optional.of(header), NONE, 10)).contains(new ByteRange(first, length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10-",
        "bytes=10-12",
        "bytes=4-2",
        "bytes=-0",
        "bytes=-",
        "bytes=a-b",
        "items=0-1",
        "bytes 0-1",
        "bytes=99999999999999999999-",
        "",
        "bytes=--1"
      })
  void refusesWhatIsNotThere(String header) {
    assertThatThrownBy(() -> ByteRange.of(Optional.of(header), NONE, 10))
        .isInstanceOfSatisfying(
            HttpRefusal.class,
            refusal -> {
              assertThat(refusal.answer().status()).isEqualTo(416);
              assertThat(refusal.answer().headers()).containsEntry("Content-Range", "bytes */10");
            });
  }

  @Test
  void refusesSeveralRanges() {
    assertThatThrownBy(() -> ByteRange.of(Optional.of("bytes=0-1,3-4"), NONE, 10))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=-1", "bytes=0-0"})
  void anEmptyImageHasNoRange(String header) {
    assertThatThrownBy(() -> ByteRange.of(Optional.of(header), NONE, 0))
        .isInstanceOf(HttpRefusal.class);
  }

  @Test
  void understandsTheOlderHeader() {
    assertThat(ByteRange.of(NONE, Optional.of("bytes 1-3/10"), 10)).contains(new ByteRange(1, 3));
    assertThat(ByteRange.of(NONE, Optional.of("bytes 1-3/*"), 10)).contains(new ByteRange(1, 3));
    assertThat(ByteRange.of(NONE, NONE, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes 1-10/10", "bytes 1-10/*", "bytes 1-3/11", "bytes 3-1/10", "x"})
  void boundsTheOlderHeader(String header) {
    assertThatThrownBy(() -> ByteRange.of(NONE, Optional.of(header), 10))
        .isInstanceOf(HttpRefusal.class);
  }

  @Test
  void saysWhichPartItIs() {
    assertThat(new ByteRange(2, 3).contentRange(10)).isEqualTo("bytes 2-4/10");
  }
}
