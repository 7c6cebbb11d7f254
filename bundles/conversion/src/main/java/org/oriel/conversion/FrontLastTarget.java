// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.oriel.disk.WritePlan;

/**
 * A target that keeps the first bytes of the file in memory until the end, and passes on what is
 * behind them from front to back: for object stores, where the first part can be sent last. The
 * channel stays the caller's.
 */
public final class FrontLastTarget implements Target {
  private final ByteBuffer kept;
  private final ForwardTarget rest;
  private long end;

  /**
   * A target for one file.
   *
   * @param kept bytes to keep: at least {@link Conversion#front()}, at most what a part may have
   * @param rest takes the bytes behind them
   */
  public FrontLastTarget(int kept, WritableByteChannel rest) {
    this.kept = ByteBuffer.allocate(kept);
    this.rest = new ForwardTarget(rest);
  }

  /** The first bytes of the file, once it is whole; fewer than were to be kept if it is short. */
  public ByteBuffer front() {
    return kept.asReadOnlyBuffer().clear().limit((int) Math.min(kept.capacity(), end));
  }

  @Override
  public WritePlan.Order reach() {
    return WritePlan.Order.FRONT_LAST;
  }

  @Override
  public void writeAt(long start, ByteBuffer from) throws IOException {
    end = Math.max(end, start + from.remaining());
    long at = start;
    if (at < kept.capacity()) {
      int here = (int) Math.min(from.remaining(), kept.capacity() - at);
      kept.put((int) at, from, from.position(), here);
      from.position(from.position() + here);
      at += here;
    }
    if (from.hasRemaining()) {
      rest.writeAt(at - kept.capacity(), from);
    }
  }

  @Override
  public void length(long bytes) throws IOException {
    if (bytes < end) {
      throw new IOException("The target is at " + end + " and cannot end at " + bytes);
    }
    end = bytes;
    if (bytes > kept.capacity()) {
      rest.length(bytes - kept.capacity());
    }
  }

  @Override
  public void rewind(long bytes) throws IOException {
    if (bytes != end) {
      throw new IOException("The target is at " + end + " and cannot go back to " + bytes);
    }
  }

  @Override
  public void force() {}
}
