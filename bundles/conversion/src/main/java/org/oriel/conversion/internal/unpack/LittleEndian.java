// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Numbers and runs of bytes from a stream, and how many bytes were taken. */
final class LittleEndian {
  private final InputStream from;
  private final byte[] buffer = new byte[16 << 10];
  private int next;
  private int end;
  private long before;

  LittleEndian(InputStream from) {
    this.from = from;
  }

  /** Bytes taken so far. */
  long position() {
    return before + next;
  }

  /** Whether the stream has ended. */
  boolean atEnd() throws IOException {
    return next == end && !more();
  }

  private boolean more() throws IOException {
    before += end;
    next = 0;
    end = 0;
    int count = from.read(buffer, 0, buffer.length);
    end = Math.max(0, count);
    return end > 0;
  }

  int u8() throws IOException {
    if (atEnd()) {
      throw early();
    }
    return Byte.toUnsignedInt(buffer[next++]);
  }

  int u16() throws IOException {
    return u8() | u8() << 8;
  }

  long u32() throws IOException {
    return u16() | (long) u16() << 16;
  }

  /** 64 bits; those beyond a signed long are refused. */
  long u64() throws IOException {
    long low = u32();
    long high = u32();
    if (high > Integer.MAX_VALUE) {
      throw new IOException("a length is too large");
    }
    return low | high << 32;
  }

  void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (atEnd()) {
        throw early();
      }
      int step = (int) Math.min(left, end - next);
      next += step;
      left -= step;
    }
  }

  static IOException early() {
    return new EOFException("the data end too early");
  }

  void readFully(byte[] into, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int count = read(into, offset + done, (long) length - done);
      if (count < 0) {
        throw early();
      }
      done += count;
    }
  }

  /** Takes some bytes, at least one; -1 at the end. */
  int read(byte[] into, int offset, long most) throws IOException {
    if (atEnd()) {
      return -1;
    }
    int step = (int) Math.min(most, end - next);
    System.arraycopy(buffer, next, into, offset, step);
    next += step;
    return step;
  }

  /** Gives bytes back that were the last taken by {@link #read}. */
  void unread(int count) {
    if (count > next) {
      throw new IllegalArgumentException("more than was taken");
    }
    next -= count;
  }
}
