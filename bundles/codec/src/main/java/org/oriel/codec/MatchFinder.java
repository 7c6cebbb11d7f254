// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns bytes into literals and matches: takes the first match of at least four bytes that the
 * place seen last for the same four bytes gives. Goes faster through what does not match.
 */
final class MatchFinder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HASH_BITS = 14;
  private static final int HASH_FACTOR = 0x9e3779b1;
  private static final int SHORTEST = 4;

  /** After each so many bytes without a match, one byte more is passed over at a time. */
  private static final int PATIENCE_BITS = 6;

  /** Bytes before the end of the input at which matches are no longer looked for. */
  private static final int LAST = 12;

  private static final int NEVER = Integer.MIN_VALUE / 2;
  private static final int LATEST_EPOCH = 1 << 30;

  private final int window;

  /** By hash: epoch + place where the four bytes were seen last. */
  private final int[] seen = new int[1 << HASH_BITS];

  /** What is to be taken from an entry of this stream; entries of earlier streams get negative. */
  private int epoch;

  private int nextEpoch;

  MatchFinder(int window) {
    this.window = window;
    Arrays.fill(seen, NEVER);
  }

  /**
   * Forgets all.
   *
   * @param end where the next input ends in its array, at most 2^29
   */
  void begin(int end) {
    if (nextEpoch > LATEST_EPOCH) {
      Arrays.fill(seen, NEVER);
      nextEpoch = 0;
    }
    epoch = nextEpoch;
    nextEpoch += end;
  }

  /**
   * Fills a block.
   *
   * @param start where the block begins
   * @param limit where no further token may begin
   * @param first where the stream began: no match begins before
   * @param end where it ends
   * @return where the next block begins
   */
  int find(byte[] in, int start, int limit, int first, int end, Block block) {
    final int[] seenAt = seen;
    final int[] tokens = block.tokens();
    final int[] literals = block.literals().count;
    final int[] distances = block.distances().count;
    final int base = epoch;
    final int searched = Math.min(limit, end - LAST);
    int size = 0;
    int at = start;
    int misses = 0;
    while (at < searched) {
      int four = (int) INTS.get(in, at);
      int hash = hash(four);
      int candidate = seenAt[hash] - base;
      seenAt[hash] = at + base;
      if (candidate >= first && at - candidate <= window && (int) INTS.get(in, candidate) == four) {
        int length = match(in, at, candidate, Math.min(Symbols.LONGEST_MATCH, end - at));
        int distance = at - candidate;
        tokens[size++] = Block.MATCH | length << Block.LENGTH_SHIFT | distance;
        literals[Symbols.FIRST_LENGTH + Symbols.LENGTH_SYMBOL[length]]++;
        distances[Symbols.DISTANCE_SYMBOL[distance]]++;
        at += length;
        misses = 0;
        if (at < searched) {
          seenAt[hash((int) INTS.get(in, at - 2))] = at - 2 + base;
        }
      } else {
        int next = Math.min(at + 1 + (misses++ >>> PATIENCE_BITS), limit);
        for (; at < next; at++) {
          int literal = in[at] & 0xff;
          tokens[size++] = literal;
          literals[literal]++;
        }
      }
    }
    for (int stop = Math.min(limit, end); at < stop; at++) {
      int literal = in[at] & 0xff;
      tokens[size++] = literal;
      literals[literal]++;
    }
    block.size(size);
    return at;
  }

  private static int hash(int four) {
    return (four * HASH_FACTOR) >>> (32 - HASH_BITS);
  }

  /** Bytes that are the same from two places on, of which four are known to be. */
  private static int match(byte[] in, int at, int candidate, int most) {
    int length = SHORTEST;
    while (length + Long.BYTES <= most) {
      long different = (long) LONGS.get(in, at + length) ^ (long) LONGS.get(in, candidate + length);
      if (different != 0) {
        return length + (Long.numberOfTrailingZeros(different) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < most && in[at + length] == in[candidate + length]) {
      length++;
    }
    return length;
  }
}
