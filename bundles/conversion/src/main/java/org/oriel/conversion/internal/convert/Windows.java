// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.oriel.disk.DiskShape;
import org.oriel.disk.FormatException;

/**
 * Hands out the windows of a disk that may hold data, in ascending order. Between two segments,
 * when a checkpoint is due or the work is to stop, it waits until all windows handed out are done:
 * then everything before a position is done, and nothing behind it was begun.
 */
final class Windows {
  /** Bytes of a window: fits the second cache of a processor. */
  static final int BYTES = 1 << 20;

  /** Windows of a segment. */
  private static final int SEGMENT = 16;

  private static final long LOOK_MILLISECONDS = 50;

  /** What happens between segments. Called by one thread at a time, while no window is open. */
  interface Border {
    boolean due();

    /**
     * A border is reached.
     *
     * @param position all before it is done
     */
    void reached(long position) throws FormatException;
  }

  private final DiskShape shape;
  private final int unit;
  private final int mostOpen;
  private final BooleanSupplier stop;
  private final Border border;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long position;
  private long segment = -1;
  private long count;
  private int open;
  private boolean stopped;
  private boolean ended;
  private volatile @Nullable Throwable failure;

  /**
   * @param unit each window begins at a multiple of it
   * @param start where to begin; all before it is done
   * @param mostOpen most windows that are handed out and not done
   */
  Windows(
      DiskShape shape, int unit, long start, int mostOpen, BooleanSupplier stop, Border border) {
    this.shape = shape;
    this.unit = unit;
    this.position = start;
    this.mostOpen = mostOpen;
    this.stop = stop;
    this.border = border;
  }

  /** The next window; empty if there is none, or the work stops here. */
  Optional<Window> next() throws FormatException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!ended) {
        long data = shape.nextData(position);
        long start = data & -unit;
        if (data >= shape.virtualSize()) {
          end(false);
        } else if (open >= mostOpen || !passed(start)) {
          moved.await(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        } else if (!ended) {
          return Optional.of(hand(start));
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** A window is done. */
  void done() {
    lock.lock();
    try {
      open--;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the work, since something went wrong; the first to say so is heard. */
  void fail(Throwable thrown) {
    lock.lock();
    try {
      if (failure == null) {
        failure = thrown;
      }
      end(true);
    } finally {
      lock.unlock();
    }
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  boolean failed() {
    return failure != null;
  }

  /** Whether it ended before the end of the disk. */
  boolean stopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the border before a window is behind us; if not, open windows are to be awaited. */
  private boolean passed(long start) throws FormatException {
    long next = start / ((long) SEGMENT * BYTES);
    if (next == segment) {
      return true;
    }
    boolean halt = stop.getAsBoolean();
    if (halt || border.due()) {
      if (open > 0) {
        return false;
      }
      border.reached(start);
    }
    if (halt) {
      end(true);
    }
    segment = next;
    return true;
  }

  private Window hand(long start) {
    long end = Math.min((start & -BYTES) + BYTES, shape.virtualSize());
    position = end;
    open++;
    return new Window(count++, start, (int) (end - start), dataBytes(shape, start, end));
  }

  private void end(boolean early) {
    stopped |= early;
    ended = true;
    moved.signalAll();
  }

  /** Bytes of a run that may be other than zero. */
  static long dataBytes(DiskShape shape, long start, long end) {
    long bytes = 0;
    for (long from = shape.nextData(start); from < end; ) {
      long to = Math.min(shape.nextZero(from), end);
      bytes += to - from;
      from = shape.nextData(to);
    }
    return bytes;
  }
}
