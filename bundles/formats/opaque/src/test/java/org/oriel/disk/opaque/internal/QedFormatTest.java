// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.oriel.disk.Match;
import org.oriel.disk.Verdict;
import org.oriel.testkit.disk.Feeding;
import org.oriel.testkit.disk.HostileOpaque;
import org.oriel.testkit.disk.Sample;

/** There is no sound file of this format, hence no contract of it. */
class QedFormatTest {
  private static final ByteBuffer NO_TAIL = ByteBuffer.allocate(0);
  private final QedFormat format = new QedFormat();

  @Test
  void refusesWhateverItIs() {
    for (Sample sample : HostileOpaque.qed()) {
      assertThat(format.probe(ByteBuffer.wrap(sample.bytes()), NO_TAIL)).isEqualTo(Match.YES);
      assertThat(sample.fits(Feeding.whole(format, sample.bytes()))).as(sample.name()).isTrue();
      assertThat(sample.fits(Feeding.pieces(format, sample.bytes(), 1))).isTrue();
    }
  }

  @Test
  void claimsNothingElse() {
    for (String other : new String[] {"", "QED", "qed\0", "QFI\u00fb", "QED1"}) {
      byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(format.probe(ByteBuffer.wrap(bytes), NO_TAIL)).isEqualTo(Match.NO);
      assertThat(Feeding.whole(format, bytes)).isEqualTo(new Verdict.Other());
    }
  }
}
