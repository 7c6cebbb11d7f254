// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes bits into an array, lowest first. The caller sees to it that there is room. */
final class Bits {
  /** Bytes of room that must be left behind what is written. */
  static final int SLACK = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] into = new byte[0];
  private int at;
  private long pending;
  private int count;

  /** Begins to write at the start of an array. */
  void begin(byte[] array) {
    into = array;
    at = 0;
    pending = 0;
    count = 0;
  }

  /** Whole bytes written. */
  int bytes() {
    return at;
  }

  /**
   * Adds some bits.
   *
   * @param length at most 32
   */
  void put(long value, int length) {
    pending |= value << count;
    count += length;
    LONGS.set(into, at, pending);
    at += count >>> 3;
    pending >>>= count & ~7;
    count &= 7;
  }

  /** Fills the byte that was begun with zeros. */
  void align() {
    put(0, -count & 7);
  }

  /** Adds bytes; only after {@link #align()}. */
  void put(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, into, at, length);
    at += length;
  }

  /**
   * Writes the tokens of a block and its end. The one place where each symbol costs time: hence all
   * in local variables, and one store for each token.
   */
  void put(Block block) {
    final byte[] array = into;
    final int[] tokens = block.tokens();
    final int[] literals = block.literalBits();
    final int[] lengths = block.lengthBits();
    final int[] codes = block.distances().code;
    final int[] codeLengths = block.distances().length;
    long bits = pending;
    int have = count;
    int to = at;
    for (int i = 0; i < block.size(); i++) {
      int token = tokens[i];
      if (token >= 0) {
        int entry = literals[token];
        bits |= (long) (entry & Block.BITS) << have;
        have += entry >>> Block.BITS_LENGTH;
      } else {
        int entry = lengths[token >>> Block.LENGTH_SHIFT & Block.LENGTH_MASK];
        bits |= (long) (entry & Block.BITS) << have;
        have += entry >>> Block.BITS_LENGTH;
        int distance = token & Block.DISTANCE_MASK;
        int symbol = Symbols.DISTANCE_SYMBOL[distance];
        bits |= (long) codes[symbol] << have;
        have += codeLengths[symbol];
        bits |= (long) (distance - Symbols.DISTANCE_BASE[symbol]) << have;
        have += Symbols.DISTANCE_EXTRA[symbol];
      }
      LONGS.set(array, to, bits);
      to += have >>> 3;
      bits >>>= have & ~7;
      have &= 7;
    }
    pending = bits;
    count = have;
    at = to;
    PrefixCode code = block.literals();
    put(code.code[Symbols.END_OF_BLOCK], code.length[Symbols.END_OF_BLOCK]);
  }
}
