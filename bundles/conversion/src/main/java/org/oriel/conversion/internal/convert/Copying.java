// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.conversion.ConversionProgress;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** The work of one go: windows are read, packed and written by several threads. */
final class Copying {
  private final BufferPool buffers;
  private final Windows windows;
  private final Packer packer;
  private final DiskWriter writer;
  private final Checkpoints checkpoints;
  private final Outlet outlet;
  private final ConversionProgress progress;
  private final AtomicLong done;
  private final long total;

  Copying(
      BufferPool buffers,
      Windows windows,
      Session session,
      DiskWriter writer,
      Checkpoints checkpoints,
      long start,
      boolean parallel,
      ConversionProgress progress) {
    this.buffers = buffers;
    this.windows = windows;
    this.packer = new Packer(session.disk(), writer, session.plan().unit());
    this.writer = writer;
    this.checkpoints = checkpoints;
    this.outlet = parallel ? new Outlet.Parallel(this::write) : new Outlet.Ordered(this::write);
    this.progress = progress;
    DiskShape shape = session.shape();
    this.done = new AtomicLong(Windows.dataBytes(shape, 0, start));
    this.total = shape.dataBytes();
  }

  /**
   * Works on this thread and at most so many helpers, and returns when all is done, or stopped.
   *
   * @throws FormatException what went wrong first
   */
  void run(Executor helpers, int threads) throws FormatException {
    progress.at(done.get(), total);
    CountDownLatch working = new CountDownLatch(threads - 1);
    for (int helper = 1; helper < threads; helper++) {
      try {
        helpers.execute(
            () -> {
              try {
                work();
              } finally {
                working.countDown();
              }
            });
      } catch (RejectedExecutionException e) {
        // All helpers are at work elsewhere: those who are here do it.
        working.countDown();
      }
    }
    work();
    await(working);
    outlet.left().forEach(packed -> buffers.give(packed.buffer()));
    rethrow(windows.failure());
  }

  private void work() {
    try {
      boolean more = true;
      while (more) {
        more = workOnNext();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      windows.fail(new CancellationException("The conversion was interrupted"));
    } catch (FormatException | RuntimeException | Error e) {
      windows.fail(e);
    }
  }

  private boolean workOnNext() throws FormatException, InterruptedException {
    ByteBuffer buffer = buffers.take(windows::failed);
    Packed packed;
    try {
      Optional<Window> window = windows.next();
      if (window.isEmpty()) {
        buffers.give(buffer);
        return false;
      }
      List<Piece> pieces = packer.pack(window.get(), buffer);
      packed = new Packed(window.get(), pieces, buffer);
    } catch (FormatException | InterruptedException | RuntimeException | Error e) {
      buffers.give(buffer);
      throw e;
    }
    outlet.put(packed);
    return true;
  }

  private void write(Packed packed) throws FormatException {
    try {
      for (Piece piece : packed.pieces()) {
        checkpoints.note(writer.write(piece));
      }
    } finally {
      buffers.give(packed.buffer());
    }
    progress.at(done.addAndGet(packed.window().dataBytes()), total);
    windows.done();
  }

  /** Helpers use what the caller closes afterwards: they are awaited, come what may. */
  private static void await(CountDownLatch working) {
    boolean interrupted = false;
    while (true) {
      try {
        working.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(Optional<Throwable> failure) throws FormatException {
    if (failure.isEmpty()) {
      return;
    }
    Throwable thrown = failure.get();
    if (thrown instanceof FormatException refusal) {
      throw refusal;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
