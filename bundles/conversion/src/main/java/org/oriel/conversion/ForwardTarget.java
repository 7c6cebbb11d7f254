// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.oriel.disk.WritePlan;

/**
 * A channel as the target, such as that of a new blob of a store: takes bytes from front to back;
 * what was left out between them becomes zeros. The channel stays the caller's.
 */
public final class ForwardTarget implements Target {
  private static final int ZEROS = 64 << 10;

  private final WritableByteChannel channel;
  private long position;

  public ForwardTarget(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public WritePlan.Order reach() {
    return WritePlan.Order.FORWARD;
  }

  @Override
  public void writeAt(long start, ByteBuffer from) throws IOException {
    if (start < position) {
      throw new IOException("The target is at " + position + " and cannot go back to " + start);
    }
    fill(start);
    position += from.remaining();
    while (from.hasRemaining()) {
      channel.write(from);
    }
  }

  @Override
  public void length(long bytes) throws IOException {
    if (bytes < position) {
      throw new IOException("The target is at " + position + " and cannot end at " + bytes);
    }
    fill(bytes);
  }

  @Override
  public void rewind(long bytes) throws IOException {
    if (bytes != position) {
      throw new IOException("The target is at " + position + " and cannot go back to " + bytes);
    }
  }

  /** Whether bytes last, the channel's owner sees to. */
  @Override
  public void force() {}

  private void fill(long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, to - position));
    while (position < to) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - position));
      position += zeros.remaining();
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
    }
  }
}
