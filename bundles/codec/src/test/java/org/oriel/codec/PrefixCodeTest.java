// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefixCodeTest {
  private static void holds(PrefixCode code, int longest) {
    code.build();
    long sum = 0;
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < code.count.length; i++) {
      if (code.count[i] > 0) {
        assertThat(code.length[i]).isPositive();
      }
      assertThat(code.length[i]).isLessThanOrEqualTo(longest);
      if (code.length[i] > 0) {
        sum += 1L << (longest - code.length[i]);
        codes.add(code.code[i] + "/" + code.length[i]);
      }
    }
    assertThat(sum).as("Kraft's sum of %s", Arrays.toString(code.count)).isEqualTo(1L << longest);
    assertThat(codes).hasSize((int) Arrays.stream(code.length).filter(l -> l > 0).count());
  }

  @Test
  void codeIsCompleteHoweverFewSymbolsThereAre() {
    for (int used = 0; used < 5; used++) {
      PrefixCode code = new PrefixCode(30, 15);
      for (int i = 0; i < used; i++) {
        code.count[29 - i] = 1 + i;
      }
      holds(code, 15);
    }
  }

  @Test
  void deepTreesAreCutAndStayComplete() {
    for (int longest = 5; longest <= 15; longest++) {
      for (int symbols = 2; symbols <= 30; symbols++) {
        PrefixCode code = new PrefixCode(symbols, longest);
        int a = 1;
        int b = 1;
        for (int i = 0; i < symbols; i++) {
          code.count[i] = a;
          int next = a + b;
          a = b;
          b = next;
        }
        holds(code, longest);
      }
    }
  }

  @Test
  void randomCountsGiveCompleteCodes() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      int longest = 5 + random.nextInt(11);
      int symbols = 2 + random.nextInt(Math.min(284, (1 << longest) - 2));
      PrefixCode code = new PrefixCode(symbols, longest);
      int spread = 1 + random.nextInt(16);
      for (int i = 0; i < symbols; i++) {
        code.count[i] = random.nextInt(3) == 0 ? 0 : 1 << random.nextInt(spread);
      }
      holds(code, longest);
    }
  }

  @Test
  void usualCodesAreAsShortAsHuffmans() {
    PrefixCode code = new PrefixCode(6, 15);
    int[] counts = {45, 13, 12, 16, 9, 5};
    System.arraycopy(counts, 0, code.count, 0, counts.length);
    code.build();
    assertThat(code.cost()).isEqualTo(224);
    assertThat(code.length).containsExactly(1, 3, 3, 3, 4, 4);
  }
}
