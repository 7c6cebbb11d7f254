// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * The bytes of a file on their way to the disk: with holes for zeros if asked, and handed to the
 * disk now and then while more come, so that the last wait for it is short.
 */
final class Output {
  private static final long FLUSH_EVERY = 32L << 20;

  private final FileChannel channel;
  private final int hole;
  private final ByteBuffer zeros;
  private final ExecutorService flushing;
  private CompletableFuture<Void> flush = CompletableFuture.completedFuture(null);
  private long size;
  private long flushed;

  /**
   * @param hole bytes that are left out together if all are zero; 0 to write everything
   */
  Output(FileChannel channel, int hole, ExecutorService flushing) {
    this.channel = channel;
    this.hole = hole;
    this.zeros = ByteBuffer.allocate(hole).asReadOnlyBuffer();
    this.flushing = flushing;
  }

  int write(ByteBuffer from) throws IOException {
    int length = from.remaining();
    if (hole == 0) {
      writeFully(from);
    } else {
      writeWithHoles(from);
    }
    if (size - flushed >= FLUSH_EVERY) {
      flushAside();
    }
    return length;
  }

  long size() {
    return size;
  }

  /** Everything is on the disk after return. */
  void finish() throws IOException {
    if (channel.size() < size) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    awaitFlush();
    channel.force(true);
  }

  /** Closes the file; ends calls that are in it. */
  void abort() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void writeFully(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      size += channel.write(from, size);
    }
  }

  private void writeWithHoles(ByteBuffer from) throws IOException {
    int limit = from.limit();
    while (from.hasRemaining()) {
      int piece = (int) Math.min(limit - from.position(), hole - size % hole);
      from.limit(from.position() + piece);
      if (isZero(from)) {
        from.position(from.limit());
        size += piece;
      } else {
        writeFully(from);
      }
      from.limit(limit);
    }
  }

  private boolean isZero(ByteBuffer piece) {
    return piece.mismatch(zeros.duplicate().limit(piece.remaining())) < 0;
  }

  private void flushAside() {
    if (!flush.isDone() || flush.isCompletedExceptionally()) {
      return;
    }
    flushed = size;
    try {
      flush =
          CompletableFuture.runAsync(
              () -> {
                try {
                  channel.force(false);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              },
              flushing);
    } catch (RejectedExecutionException e) {
      // Too many wait already, or the store closes: the last flush takes it all.
      return;
    }
  }

  /** A failed flush is told only once by the system, so ours must be heard. */
  private void awaitFlush() throws IOException {
    try {
      flush.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof java.io.UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.nio.channels.ClosedByInterruptException();
    }
  }
}
