// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.oriel.rest.internal.wire.HttpRefusal;

class PaceTests {
  private long seconds;
  private final Pace pace = new Pace(Duration.ofSeconds(10), () -> seconds * 1_000_000_000L);

  @Test
  void endsWhoSendsNextToNothing() {
    for (seconds = 0; seconds < 10; seconds++) {
      pace.came(1);
    }

    assertThatThrownBy(() -> pace.came(1))
        .isInstanceOf(HttpRefusal.class)
        .hasMessageContaining("Only 11 bytes");
  }

  @Test
  void letsSlowOnesGoOn() {
    for (seconds = 0; seconds < 1000; seconds++) {
      int few = Pace.LEAST_BYTES / 10 + 1;
      assertThatCode(() -> pace.came(few)).doesNotThrowAnyException();
    }
  }

  @Test
  void looksAtEveryWindowByItself() {
    pace.came(Pace.LEAST_BYTES * 1000);
    seconds = 10;
    pace.came(1);
    seconds = 20;

    assertThatThrownBy(() -> pace.came(1)).isInstanceOf(HttpRefusal.class);
  }

  @Test
  void hasAllTheTimeIfThereIsNoWindow() {
    Pace patient = new Pace(Duration.ZERO, () -> seconds * 1_000_000_000L);
    seconds = 1_000_000;

    assertThatCode(() -> patient.came(1)).doesNotThrowAnyException();
  }
}
