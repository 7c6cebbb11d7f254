// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.oriel.disk.DiskShape;

class WindowsTest {
  private static final int UNIT = 65_536;
  private static final long SEGMENT = 16L << 20;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicBoolean due = new AtomicBoolean();
  private final List<Long> borders = new ArrayList<>();
  private final Windows.Border border =
      new Windows.Border() {
        @Override
        public boolean due() {
          return due.get();
        }

        @Override
        public void reached(long position) {
          borders.add(position);
        }
      };

  private Windows windows(DiskShape shape, int unit, long start, int mostOpen) {
    return new Windows(shape, unit, start, mostOpen, stop::get, border);
  }

  @Test
  void onlyWhatHoldsDataIsHandedOut() throws Exception {
    DiskShape shape = new DiskShape(8L << 40);
    shape.mark(3 * UNIT, 1);
    shape.mark((5L << 40) + (1 << 20), 3 << 20);
    shape.mark((8L << 40) - 10, 10);
    Windows windows = windows(shape, UNIT, 0, 10);
    List<Long> starts = new ArrayList<>();
    for (Optional<Window> next = windows.next(); next.isPresent(); next = windows.next()) {
      starts.add(next.get().position());
      windows.done();
    }
    assertThat(starts)
        .containsExactly(
            0L,
            (5L << 40) + (1 << 20),
            (5L << 40) + (2 << 20),
            (5L << 40) + (3 << 20),
            (8L << 40) - (1 << 20));
    assertThat(windows.stopped()).isFalse();
    assertThat(borders).isEmpty();
  }

  @Test
  void windowsBeginAtUnitsAndEndAtWindowsAndDisk() throws Exception {
    DiskShape shape = DiskShape.full((2 << 20) + 5);
    Windows windows = windows(shape, 1 << 20, 1 << 20, 10);
    assertThat(windows.next()).contains(new Window(0, 1 << 20, 1 << 20, 1 << 20));
    assertThat(windows.next()).contains(new Window(1, 2 << 20, 5, 5));
    assertThat(windows.next()).isEmpty();
  }

  @Test
  void noMoreWindowsAreOpenThanAllowed() throws Exception {
    Windows windows = windows(DiskShape.full(10 << 20), UNIT, 0, 2);
    windows.next();
    windows.next();
    CompletableFuture<Optional<Window>> third = CompletableFuture.supplyAsync(() -> next(windows));
    TimeUnit.MILLISECONDS.sleep(120);
    assertThat(third).isNotDone();
    windows.done();
    assertThat(third.get(10, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void borderIsReachedWhenAllBeforeItIsDone() throws Exception {
    Windows windows = windows(DiskShape.full(2 * SEGMENT), UNIT, 0, 100);
    for (int window = 0; window < 16; window++) {
      windows.next();
    }
    due.set(true);
    CompletableFuture<Optional<Window>> behind = CompletableFuture.supplyAsync(() -> next(windows));
    TimeUnit.MILLISECONDS.sleep(120);
    assertThat(behind).isNotDone();
    for (int window = 0; window < 16; window++) {
      assertThat(borders).isEmpty();
      windows.done();
    }
    assertThat(behind.get(10, TimeUnit.SECONDS).orElseThrow().position()).isEqualTo(SEGMENT);
    assertThat(borders).containsExactly(SEGMENT);
  }

  @Test
  void stopIsHeededAtTheNextBorder() throws Exception {
    Windows windows = windows(DiskShape.full(2 * SEGMENT), UNIT, 0, 100);
    windows.next();
    stop.set(true);
    windows.done();
    for (int window = 1; window < 16; window++) {
      assertThat(windows.next()).isPresent();
      windows.done();
    }
    assertThat(windows.next()).isEmpty();
    assertThat(windows.stopped()).isTrue();
    assertThat(borders).containsExactly(SEGMENT);
  }

  @Test
  void failureEndsAtOnce() throws Exception {
    Windows windows = windows(DiskShape.full(2 * SEGMENT), UNIT, 0, 100);
    windows.next();
    windows.fail(new IllegalStateException("first"));
    windows.fail(new IllegalStateException("second"));
    assertThat(windows.next()).isEmpty();
    assertThat(windows.failure().orElseThrow()).hasMessage("first");
    assertThat(windows.stopped()).isTrue();
  }

  private static Optional<Window> next(Windows windows) {
    try {
      return windows.next();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
