// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated data (RFC 1951) in the middle of others: what follows them is left where it is. */
final class Deflated implements AutoCloseable {
  private static final int INPUT = 16 << 10;

  private final LittleEndian from;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[INPUT];

  Deflated(LittleEndian from) {
    this.from = from;
  }

  /** Other data follow. */
  void reset() {
    inflater.reset();
  }

  /** The next bytes, at least one; -1 at the end of these data. */
  int read(byte[] into, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(into, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          from.unread(inflater.getRemaining());
          return -1;
        }
        if (inflater.needsDictionary()) {
          throw new IOException("a dictionary is wanted");
        }
        int taken = from.read(input, 0, INPUT);
        if (taken < 0) {
          throw LittleEndian.early();
        }
        inflater.setInput(input, 0, taken);
      }
    } catch (DataFormatException e) {
      throw new IOException("the data are damaged", e);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
