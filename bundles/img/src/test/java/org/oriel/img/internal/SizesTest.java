// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "512, 512 B",
    "999, 999 B",
    "1000, 0.977 KiB",
    "65536, 64 KiB",
    "1048577, 1 MiB",
    "1572864, 1.5 MiB",
    "209715200, 200 MiB",
    "4294967296, 4 GiB",
    "9223372036854775807, 8 EiB"
  })
  void readAsThoseOfQemuImg(long bytes, String text) {
    assertThat(Sizes.text(bytes)).isEqualTo(text);
  }
}
