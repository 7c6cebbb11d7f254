// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ZerosTest {
  @Test
  void oneByteAnywhereIsSeen() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(200);
    for (int length : new int[] {0, 1, 7, 8, 63, 64, 65, 128, 130}) {
      assertThat(Zeros.only(bytes, 3, length)).isTrue();
      for (int at = 3; at < 3 + length; at++) {
        bytes.put(at, (byte) 0x80);
        assertThat(Zeros.only(bytes, 3, length)).as("%d of %d", at, length).isFalse();
        bytes.put(at, (byte) 0);
      }
    }
  }

  @Test
  void bytesAroundDoNotCount() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(200);
    bytes.put(9, (byte) 1).put(140, (byte) 1);
    assertThat(Zeros.only(bytes, 10, 130)).isTrue();
  }

  @Test
  void positionAndLimitDoNotMatter() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(200).position(50).limit(60);
    assertThat(Zeros.only(bytes, 0, 200)).isTrue();
    assertThat(bytes.position()).isEqualTo(50);
    assertThat(bytes.limit()).isEqualTo(60);
  }
}
