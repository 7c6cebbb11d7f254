// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A second way into a file: past the system's page cache, in whole blocks. What was written is with
 * the disk at once, nothing has to be flushed in the end, and no page of memory is taken for bytes
 * that nobody reads soon.
 */
final class Direct {
  private static final int MOST_BLOCK = 64 << 10;

  /** Memory may be given back only when nobody is in it, and only once. */
  private enum State {
    FREE,
    BUSY,
    ENDING,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
  private final FileChannel channel;
  private final DirectBuffers buffers;
  private final ByteBuffer memory;
  private final ByteBuffer buffer;

  private Direct(FileChannel channel, DirectBuffers buffers, ByteBuffer memory, int block) {
    this.channel = channel;
    this.buffers = buffers;
    this.memory = memory;
    this.buffer = memory.clear().alignedSlice(block).limit(DirectBuffers.BYTES).slice();
  }

  /**
   * The way into a file, unless its file system has none, or all buffers are in use. The ordinary
   * way remains then, and tells if anything else is wrong.
   */
  static Optional<Direct> open(Path file, DirectBuffers buffers) {
    int block = blockOf(file);
    Optional<ByteBuffer> memory = block == 0 ? Optional.empty() : buffers.take();
    if (memory.isEmpty()) {
      return Optional.empty();
    }
    Optional<Direct> direct = Optional.empty();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
      direct = Optional.of(new Direct(channel, buffers, memory.get(), block));
    } catch (UnsupportedOperationException | IOException | LinkageError e) {
      return Optional.empty();
    } finally {
      if (direct.isEmpty()) {
        buffers.give(memory.get());
      }
    }
    return direct;
  }

  private static int blockOf(Path file) {
    try {
      long block = Files.getFileStore(file).getBlockSize();
      boolean usable = block > 0 && block <= MOST_BLOCK && Long.bitCount(block) == 1;
      return usable ? (int) block : 0;
    } catch (UnsupportedOperationException | IOException e) {
      // Then it cannot be said what a whole block is.
      return 0;
    }
  }

  /** Begins to use the buffer; to be followed by {@link #leave()}. */
  void enter() throws IOException {
    if (!state.compareAndSet(State.FREE, State.BUSY)) {
      throw new ClosedChannelException();
    }
  }

  void leave() {
    if (!state.compareAndSet(State.BUSY, State.FREE)) {
      end();
    }
  }

  /** Where bytes are gathered; its capacity is a multiple of the block. */
  ByteBuffer buffer() {
    return buffer;
  }

  /**
   * Writes what lies in the buffer, whole blocks.
   *
   * @param position of its first byte in the file, a multiple of the block
   */
  void write(long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  /**
   * To be called when the file is through: POSIX takes a file's locks with any of its handles. Ends
   * a write that another thread is in.
   */
  void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (!state.compareAndSet(State.BUSY, State.ENDING)
          && state.compareAndSet(State.FREE, State.ENDING)) {
        end();
      }
    }
  }

  private void end() {
    state.set(State.ENDED);
    buffers.give(memory);
  }
}
