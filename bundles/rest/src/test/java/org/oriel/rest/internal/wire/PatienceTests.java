// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceTests {
  private final Patience patience = new Patience();

  @AfterEach
  void close() {
    patience.close();
  }

  /** As the container reads: an interrupt ends it. */
  private static String silence() throws IOException {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    return "late";
  }

  @Test
  void givesWhatCameInTime() throws IOException {
    assertThat(patience.within(Duration.ofSeconds(10), () -> "here")).isEqualTo("here");
  }

  @Test
  void endsWaitingAndForgetsTheInterrupt() {
    assertThatThrownBy(() -> patience.within(Duration.ofMillis(50), PatienceTests::silence))
        .isInstanceOfSatisfying(
            HttpRefusal.class, refusal -> assertThat(refusal.answer().status()).isEqualTo(408));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    assertThatThrownBy(
            () ->
                patience.within(
                    Duration.ofSeconds(10),
                    () -> {
                      throw new IOException("cut");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("cut");
  }

  @Test
  void neverRingsAfterwards() throws Exception {
    for (int i = 0; i < 200; i++) {
      patience.within(Duration.ofMillis(1), () -> "here");
    }
    Thread.sleep(20);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void stillWaitsWhenTheServerStops() throws IOException {
    patience.close();

    assertThat(patience.within(Duration.ofMillis(1), () -> "here")).isEqualTo("here");
  }
}
