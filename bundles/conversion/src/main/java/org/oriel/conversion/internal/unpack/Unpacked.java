// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;

/** What comes out of compressed data that are read here. */
abstract class Unpacked extends InputStream {
  final LittleEndian from;
  private final InputStream packed;
  private final byte[] one = new byte[1];

  Unpacked(InputStream packed) {
    this.packed = packed;
    this.from = new LittleEndian(packed);
  }

  static void require(boolean fine, String objection) throws IOException {
    if (!fine) {
      throw new IOException(objection);
    }
  }

  /** The next bytes, at least one; -1 at the end. */
  abstract int next(byte[] into, int offset, int length) throws IOException;

  @Override
  public final int read(byte[] into, int offset, int length) throws IOException {
    return length == 0 ? 0 : next(into, offset, length);
  }

  @Override
  public final int read() throws IOException {
    return next(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
