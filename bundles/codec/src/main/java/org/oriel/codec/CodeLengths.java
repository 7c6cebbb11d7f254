// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

/** The head of a block with codes of its own: RFC 1951, section 3.2.7. */
final class CodeLengths {
  private static final int DYNAMIC = 2;
  private static final int LEAST_LITERALS = 257;
  private static final int LEAST_ORDERED = 4;
  private static final int COPY = 16;
  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;

  /** Bits behind the symbols 16, 17 and 18. */
  private static final int[] EXTRA = {2, 3, 7};

  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final int[] lengths = new int[Symbols.LITERALS + Symbols.DISTANCES];

  /** Symbols with what lies behind them above. */
  private final int[] runs = new int[Symbols.LITERALS + Symbols.DISTANCES];

  private final PrefixCode code = new PrefixCode(ORDER.length, 7);
  private int size;
  private int literals;
  private int distances;
  private int ordered;

  /**
   * Packs the lengths of a block's codes.
   *
   * @return bits that the head takes
   */
  long build(Block block) {
    literals = Math.max(LEAST_LITERALS, block.literals().end());
    distances = block.distances().end();
    System.arraycopy(block.literals().length, 0, lengths, 0, literals);
    System.arraycopy(block.distances().length, 0, lengths, literals, distances);
    code.clear();
    size = 0;
    pack(literals + distances);
    code.build();
    ordered = ORDER.length;
    while (ordered > LEAST_ORDERED && code.length[ORDER[ordered - 1]] == 0) {
      ordered--;
    }
    long bits = 3 + 5 + 5 + 4 + 3L * ordered + code.cost();
    for (int i = 0; i < EXTRA.length; i++) {
      bits += (long) code.count[COPY + i] * EXTRA[i];
    }
    return bits;
  }

  private void pack(int count) {
    for (int at = 0; at < count; ) {
      int run = 1;
      while (at + run < count && lengths[at + run] == lengths[at]) {
        run++;
      }
      at += lengths[at] == 0 ? zeros(run) : same(lengths[at], run);
    }
  }

  private int zeros(int run) {
    if (run < 3) {
      add(0, 0);
      return 1;
    }
    int taken = Math.min(run, 138);
    if (taken < 11) {
      add(ZEROS, taken - 3);
    } else {
      add(MANY_ZEROS, taken - 11);
    }
    return taken;
  }

  private int same(int length, int run) {
    add(length, 0);
    if (run < 4) {
      return 1;
    }
    int copies = Math.min(run - 1, 6);
    add(COPY, copies - 3);
    return 1 + copies;
  }

  private void add(int symbol, int more) {
    runs[size++] = symbol | more << 8;
    code.count[symbol]++;
  }

  /** Writes the head. */
  void put(Bits bits, boolean last) {
    bits.put(last ? 1 : 0, 1);
    bits.put(DYNAMIC, 2);
    bits.put(literals - LEAST_LITERALS, 5);
    bits.put(distances - 1, 5);
    bits.put(ordered - LEAST_ORDERED, 4);
    for (int i = 0; i < ordered; i++) {
      bits.put(code.length[ORDER[i]], 3);
    }
    for (int i = 0; i < size; i++) {
      int symbol = runs[i] & 0xff;
      bits.put(code.code[symbol], code.length[symbol]);
      if (symbol >= COPY) {
        bits.put(runs[i] >>> 8, EXTRA[symbol - COPY]);
      }
    }
  }
}
