// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is taken of a stream, with a small buffer behind it for those who take bytes. */
final class Counter extends FilterInputStream {
  private long count;

  Counter(InputStream from) {
    super(new BufferedInputStream(from, 16 << 10));
  }

  /** Bytes taken so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int taken = super.read(into, offset, length);
    count += Math.max(0, taken);
    return taken;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
