// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/** Keeps one short run of bytes of a stream, and has it judged in the end. */
final class Window implements StreamInspector {
  /** Says what a file is from the bytes of its window. */
  @FunctionalInterface
  interface Judge {
    /**
     * The verdict.
     *
     * @param seen the window's bytes from its start, big endian; fewer if the file is shorter
     * @param length bytes of the whole file
     */
    Verdict of(ByteBuffer seen, long length);
  }

  private final int start;
  private final ByteBuffer seen;
  private final Judge judge;
  private long position;

  /**
   * Begins before the first byte of the file.
   *
   * @param start first byte of the window in the file
   * @param bytes length of the window
   */
  Window(int start, int bytes, Judge judge) {
    this.start = start;
    this.seen = ByteBuffer.allocate(bytes);
    this.judge = judge;
  }

  @Override
  public boolean feed(ByteBuffer bytes) {
    int count = bytes.remaining();
    if (seen.hasRemaining() && position + count > start) {
      int skipped = (int) Math.max(0, start - position);
      int taken = Math.min(count - skipped, seen.remaining());
      seen.put(seen.position(), bytes, bytes.position() + skipped, taken);
      seen.position(seen.position() + taken);
    }
    position += count;
    bytes.position(bytes.limit());
    return seen.hasRemaining();
  }

  @Override
  public Verdict verdict(long length) {
    return judge.of(seen.duplicate().flip(), length);
  }
}
