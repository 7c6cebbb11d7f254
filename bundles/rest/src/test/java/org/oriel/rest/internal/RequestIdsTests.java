// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oriel.rest.internal.wire.HttpRefusal;

class RequestIdsTests {
  private final RequestIds ids = new RequestIds(64);

  @Test
  void keepsTheCallersOwn() {
    assertThat(ids.of(Optional.of("req-1"))).isEqualTo("req-1");
    assertThat(ids.of(Optional.of("1"))).isEqualTo("req-1");
  }

  @Test
  void makesNewOnes() {
    assertThat(ids.of(Optional.empty()))
        .matches("req-[0-9a-f-]{36}")
        .isNotEqualTo(ids.of(Optional.of(" ")));
  }

  @Test
  void refusesLongOnes() {
    assertThatThrownBy(() -> ids.of(Optional.of("x".repeat(61))))
        .isInstanceOfSatisfying(
            HttpRefusal.class, refusal -> assertThat(refusal.answer().status()).isEqualTo(431));
  }
}
