// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;

/** Bits of a stream, the highest of each byte first. */
final class Bzip2Bits {
  private final LittleEndian from;
  private long held;
  private int count;

  Bzip2Bits(LittleEndian from) {
    this.from = from;
  }

  /**
   * The next bits.
   *
   * @param wanted 1 to 48
   */
  long next(int wanted) throws IOException {
    while (count < wanted) {
      held = held << 8 | from.u8();
      count += 8;
    }
    count -= wanted;
    return held >>> count & (1L << wanted) - 1;
  }

  int bit() throws IOException {
    return (int) next(1);
  }

  /** Leaves what is left of the last byte. */
  void align() {
    count -= count % 8;
  }
}
