// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

/** How lengths and distances of matches are written: RFC 1951, section 3.2.5. */
final class Symbols {
  /** Literals, the end of the block, lengths. */
  static final int LITERALS = 286;

  static final int DISTANCES = 30;
  static final int END_OF_BLOCK = 256;
  static final int FIRST_LENGTH = 257;
  static final int LONGEST_MATCH = 258;
  static final int FARTHEST = 32_768;

  /** By length of a match: its symbol, counted from {@link #FIRST_LENGTH}. */
  static final byte[] LENGTH_SYMBOL = new byte[LONGEST_MATCH + 1];

  static final int[] LENGTH_BASE = new int[29];
  static final int[] LENGTH_EXTRA = new int[29];

  /** By distance of a match: its symbol. */
  static final byte[] DISTANCE_SYMBOL = new byte[FARTHEST + 1];

  static final int[] DISTANCE_BASE = new int[DISTANCES];
  static final int[] DISTANCE_EXTRA = new int[DISTANCES];

  static {
    int length = 3;
    for (int symbol = 0; symbol < 28; symbol++) {
      LENGTH_BASE[symbol] = length;
      LENGTH_EXTRA[symbol] = symbol < 8 ? 0 : (symbol - 4) / 4;
      for (int i = 0; i < 1 << LENGTH_EXTRA[symbol] && length < LONGEST_MATCH; i++) {
        LENGTH_SYMBOL[length++] = (byte) symbol;
      }
    }
    LENGTH_BASE[28] = LONGEST_MATCH;
    LENGTH_SYMBOL[LONGEST_MATCH] = 28;
    int distance = 1;
    for (int symbol = 0; symbol < DISTANCES; symbol++) {
      DISTANCE_BASE[symbol] = distance;
      DISTANCE_EXTRA[symbol] = symbol < 4 ? 0 : (symbol - 2) / 2;
      for (int i = 0; i < 1 << DISTANCE_EXTRA[symbol]; i++) {
        DISTANCE_SYMBOL[distance++] = (byte) symbol;
      }
    }
  }

  private Symbols() {}
}
