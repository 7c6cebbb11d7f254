// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
  private final AtomicInteger made = new AtomicInteger();
  private final List<Integer> broken = new ArrayList<>();
  private final Pool<Integer> pool = new Pool<>(2, made::incrementAndGet, broken::add);

  @Test
  void whatIsGivenBackIsTakenAgain() {
    Integer one = pool.take();
    pool.give(one);
    assertThat(pool.take()).isSameAs(one);
    assertThat(pool.take()).isEqualTo(2);
  }

  @Test
  void noMoreAreKeptThanAllowed() {
    for (int i = 1; i <= 4; i++) {
      pool.give(i);
    }
    assertThat(broken).containsExactly(3, 4);
  }

  @Test
  void closeEndsWhatIsFreeNowAndTheRestWhenItComesBack() {
    Integer used = pool.take();
    pool.give(pool.take());
    pool.close();
    assertThat(broken).containsExactly(2);
    pool.give(used);
    assertThat(broken).containsExactly(2, 1);
  }
}
