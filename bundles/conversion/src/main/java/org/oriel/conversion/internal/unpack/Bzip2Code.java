// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;

/** A prefix code of bzip2, made of the lengths of its words. */
final class Bzip2Code {
  static final int LONGEST = 20;

  /** First word of each length, as a number, and the place of its symbol. */
  private final int[] first = new int[LONGEST + 2];

  private final int[] place = new int[LONGEST + 2];
  private final int[] ofLength = new int[LONGEST + 2];
  private final int[] symbols;

  /**
   * The code.
   *
   * @param lengths of each symbol's word, 1 to {@link #LONGEST}
   */
  Bzip2Code(int[] lengths) {
    symbols = new int[lengths.length];
    for (int length : lengths) {
      ofLength[length]++;
    }
    int word = 0;
    int at = 0;
    for (int length = 1; length <= LONGEST; length++) {
      first[length] = word;
      place[length] = at;
      word = (word + ofLength[length]) << 1;
      at += ofLength[length];
    }
    int[] next = place.clone();
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      symbols[next[lengths[symbol]]++] = symbol;
    }
  }

  int symbol(Bzip2Bits bits) throws IOException {
    int word = 0;
    for (int length = 1; length <= LONGEST; length++) {
      word = word << 1 | bits.bit();
      int behind = word - first[length];
      if (behind >= 0 && behind < ofLength[length]) {
        return symbols[place[length] + behind];
      }
    }
    throw new IOException("a word is not known");
  }
}
