// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskSource;

/** A file in memory. */
public final class ByteSource implements DiskSource {
  private final byte[] bytes;
  private final int length;

  public ByteSource(byte[] bytes) {
    this(bytes, bytes.length);
  }

  /** The first bytes of an array, as if the file ended there. */
  public ByteSource(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public int readAt(long position, ByteBuffer into) {
    if (position < 0) {
      throw new IllegalArgumentException("read at " + position);
    }
    if (position >= length) {
      return -1;
    }
    int count = (int) Math.min(into.remaining(), length - position);
    into.put(bytes, (int) position, count);
    return count;
  }
}
