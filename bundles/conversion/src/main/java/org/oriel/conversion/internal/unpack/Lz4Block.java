// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;

/** One block of LZ4 (LZ4 block format): literals, and copies of what lies before. */
final class Lz4Block {
  private static final int LEAST_COPY = 4;

  private final byte[] packed;
  private final int packedEnd;
  private final byte[] window;
  private final int start;
  private final int oldest;
  private final int limit;
  private int from;
  private int to;

  /**
   * Begins before the first byte of a block.
   *
   * @param window takes the data from {@code start} on, {@code most} bytes at most
   * @param oldest first byte of the window that may be copied
   */
  Lz4Block(byte[] packed, int packedLength, byte[] window, int start, int oldest, int most) {
    this.packed = packed;
    this.packedEnd = packedLength;
    this.window = window;
    this.start = start;
    this.oldest = oldest;
    this.limit = start + most;
  }

  /** Where the data end in the window. */
  int unpack() throws IOException {
    from = 0;
    to = start;
    while (true) {
      int token = u8();
      int literals = length(token >>> 4);
      Unpacked.require(literals <= packedEnd - from, "a block ends too early");
      Unpacked.require(literals <= limit - to, "a block is too large");
      System.arraycopy(packed, from, window, to, literals);
      from += literals;
      to += literals;
      if (from == packedEnd) {
        return to;
      }
      int distance = u8() | u8() << 8;
      copy(distance, length(token & 0xf) + LEAST_COPY);
    }
  }

  private void copy(int distance, int length) throws IOException {
    Unpacked.require(distance > 0 && distance <= to - oldest, "a copy is of nothing");
    Unpacked.require(length > 0 && length <= limit - to, "a block is too large");
    if (distance >= length) {
      System.arraycopy(window, to - distance, window, to, length);
      to += length;
      return;
    }
    for (int i = 0; i < length; i++) {
      window[to] = window[to - distance];
      to++;
    }
  }

  private int length(int begun) throws IOException {
    int length = begun;
    if (begun == 0xf) {
      int more;
      do {
        more = u8();
        length += more;
        Unpacked.require(length <= limit, "a block is too large");
      } while (more == 0xff);
    }
    return length;
  }

  private int u8() throws IOException {
    Unpacked.require(from < packedEnd, "a block ends too early");
    return Byte.toUnsignedInt(packed[from++]);
  }
}
