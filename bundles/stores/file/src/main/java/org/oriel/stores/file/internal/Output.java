// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * The bytes of a file on their way to the disk: with holes for zeros if asked; past the page cache
 * where that can be; else handed to the disk now and then while more come, so that the last wait
 * for it is short.
 */
final class Output {
  private static final long FLUSH_EVERY = 32L << 20;

  private final FileChannel channel;
  private final int hole;
  private final ByteBuffer zeros;
  private final ExecutorService flushing;
  private volatile Optional<Direct> direct;
  private CompletableFuture<Void> flush = CompletableFuture.completedFuture(null);
  private long size;
  private long flushed;

  /**
   * @param hole bytes that are left out together if all are zero; 0 to write everything
   * @param direct the way past the page cache, which whole buffers take; ends with this
   */
  Output(FileChannel channel, int hole, ExecutorService flushing, Optional<Direct> direct) {
    this.channel = channel;
    this.hole = hole;
    this.zeros = ByteBuffer.allocate(hole).asReadOnlyBuffer();
    this.flushing = flushing;
    this.direct = direct;
  }

  int write(ByteBuffer from) throws IOException {
    int length = from.remaining();
    Optional<Direct> way = direct;
    if (way.isPresent()) {
      gather(from, way.get());
      return length;
    }
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
    return size + direct.map(way -> way.buffer().position()).orElse(0);
  }

  /** Everything is on the disk after return. */
  void finish() throws IOException {
    Optional<Direct> way = direct;
    if (way.isPresent()) {
      finish(way.get());
    }
    if (channel.size() < size) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    awaitFlush();
    channel.force(true);
  }

  /** The last bytes are no whole buffer: they take the ordinary way. */
  private void finish(Direct way) throws IOException {
    way.enter();
    try {
      writeFully(way.buffer().flip());
      way.buffer().clear();
    } finally {
      way.leave();
    }
  }

  /** Closes the file; ends calls that are in it. */
  void abort() {
    try {
      try {
        channel.close();
      } finally {
        Optional<Direct> way = direct;
        if (way.isPresent()) {
          way.get().close();
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whole buffers go to the disk directly; the rest waits for more, or for the end. */
  private void gather(ByteBuffer from, Direct way) throws IOException {
    way.enter();
    try {
      ByteBuffer buffer = way.buffer();
      int limit = from.limit();
      while (from.hasRemaining() && direct.isPresent()) {
        from.limit(from.position() + Math.min(limit - from.position(), buffer.remaining()));
        buffer.put(from);
        from.limit(limit);
        if (!buffer.hasRemaining()) {
          writeDirectly(way);
        }
      }
    } finally {
      way.leave();
    }
    writeFully(from);
  }

  private void writeDirectly(Direct way) throws IOException {
    ByteBuffer buffer = way.buffer().flip();
    int length = buffer.remaining();
    try {
      way.write(size);
      size += length;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      if (size > 0) {
        throw e;
      }
      // Some file systems take the option and refuse the first write: nothing is lost yet.
      writeFully(buffer.rewind());
      direct = Optional.empty();
      way.close();
    }
    buffer.clear();
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
