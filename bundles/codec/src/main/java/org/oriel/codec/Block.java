// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

/** The literals and matches of one deflate block, counted while they come. */
final class Block {
  /** Most bytes of input at which a block's last token may begin. */
  static final int BYTES = 65_536;

  /** A token that is negative is a match: a length above, a distance below. */
  static final int MATCH = 1 << 31;

  static final int LENGTH_SHIFT = 16;
  static final int LENGTH_MASK = 0x1ff;
  static final int DISTANCE_MASK = 0xffff;

  /** An entry of the tables of bits: the bits below, their number above. */
  static final int BITS_LENGTH = 20;

  static final int BITS = (1 << BITS_LENGTH) - 1;

  private static final int LONGEST_CODE = 15;

  private final int[] tokens = new int[BYTES];
  private final int[] literalBits = new int[256];
  private final int[] lengthBits = new int[Symbols.LONGEST_MATCH + 1];
  private final PrefixCode literals = new PrefixCode(Symbols.LITERALS, LONGEST_CODE);
  private final PrefixCode distances = new PrefixCode(Symbols.DISTANCES, LONGEST_CODE);
  private int size;

  void clear() {
    size = 0;
    literals.clear();
    distances.clear();
    literals.count[Symbols.END_OF_BLOCK] = 1;
  }

  int[] tokens() {
    return tokens;
  }

  int size() {
    return size;
  }

  void size(int tokensWritten) {
    this.size = tokensWritten;
  }

  PrefixCode literals() {
    return literals;
  }

  PrefixCode distances() {
    return distances;
  }

  int[] literalBits() {
    return literalBits;
  }

  /** By length of a match: the bits of its symbol with the extra bits behind. */
  int[] lengthBits() {
    return lengthBits;
  }

  /**
   * Makes the codes.
   *
   * @return bits of all tokens and the end
   */
  long build() {
    literals.build();
    distances.build();
    for (int i = 0; i < literalBits.length; i++) {
      literalBits[i] = literals.code[i] | literals.length[i] << BITS_LENGTH;
    }
    for (int length = 3; length <= Symbols.LONGEST_MATCH; length++) {
      int symbol = Symbols.LENGTH_SYMBOL[length];
      int bits = literals.length[Symbols.FIRST_LENGTH + symbol];
      int extra = length - Symbols.LENGTH_BASE[symbol];
      lengthBits[length] =
          literals.code[Symbols.FIRST_LENGTH + symbol]
              | extra << bits
              | (bits + Symbols.LENGTH_EXTRA[symbol]) << BITS_LENGTH;
    }
    return literals.cost() + distances.cost() + extraBits();
  }

  private long extraBits() {
    long bits = 0;
    for (int i = 0; i < Symbols.LENGTH_EXTRA.length; i++) {
      bits += (long) literals.count[Symbols.FIRST_LENGTH + i] * Symbols.LENGTH_EXTRA[i];
    }
    for (int i = 0; i < Symbols.DISTANCES; i++) {
      bits += (long) distances.count[i] * Symbols.DISTANCE_EXTRA[i];
    }
    return bits;
  }
}
