// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiskShapeTest {
  private static final int GRAIN = DiskShape.FINEST;

  @Test
  void diskWithoutDataIsZeroToItsEnd() {
    DiskShape shape = new DiskShape(3L * GRAIN + 7);

    assertThat(shape.hasData(0, shape.virtualSize())).isFalse();
    assertThat(shape.nextData(0)).isEqualTo(shape.virtualSize());
    assertThat(shape.nextZero(5)).isEqualTo(5);
    assertThat(shape.dataBytes()).isZero();
  }

  @Test
  void markedRunIsFoundWithItsWholeGrains() {
    DiskShape shape = new DiskShape(10L * GRAIN);
    shape.mark(3L * GRAIN + 1, GRAIN);

    assertThat(shape.nextData(0)).isEqualTo(3L * GRAIN);
    assertThat(shape.nextData(3L * GRAIN + 9)).isEqualTo(3L * GRAIN + 9);
    assertThat(shape.nextZero(3L * GRAIN)).isEqualTo(5L * GRAIN);
    assertThat(shape.hasData(0, 3L * GRAIN)).isFalse();
    assertThat(shape.hasData(0, 3L * GRAIN + 1)).isTrue();
    assertThat(shape.hasData(5L * GRAIN, GRAIN)).isFalse();
    assertThat(shape.dataBytes()).isEqualTo(2L * GRAIN);
  }

  @Test
  void lastGrainCountsOnlyToTheEndOfTheDisk() {
    assertThat(DiskShape.full(GRAIN + 1L).dataBytes()).isEqualTo(GRAIN + 1L);
    assertThat(DiskShape.full(2L * GRAIN).dataBytes()).isEqualTo(2L * GRAIN);
    assertThat(DiskShape.full(0).dataBytes()).isZero();
    assertThat(DiskShape.full(GRAIN + 1L).nextZero(0)).isEqualTo(GRAIN + 1L);
  }

  @Test
  void shapeOfTheGreatestDiskIsSmallAndRight() {
    DiskShape shape = new DiskShape(Long.MAX_VALUE);
    shape.mark(Long.MAX_VALUE - 1, 1);

    assertThat(shape.hasData(0, 1)).isFalse();
    assertThat(shape.hasData(Long.MAX_VALUE - 1, 1)).isTrue();
    assertThat(shape.nextData(0)).isGreaterThan(Long.MAX_VALUE / 2);
    assertThat(shape.nextZero(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void runOutsideTheDiskIsRefused() {
    DiskShape shape = new DiskShape(GRAIN);

    assertThatThrownBy(() -> shape.mark(0, GRAIN + 1L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape.mark(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape.mark(1, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
