// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.util.Arrays;

/**
 * Counts symbols and makes a prefix code for them, of limited length and always complete, since
 * some decoders refuse any other. Works in arrays of its own: nothing is allocated per block.
 */
final class PrefixCode {
  private static final int SYMBOL_BITS = 10;
  private static final int SYMBOL = (1 << SYMBOL_BITS) - 1;

  final int[] count;

  /** Bits of each symbol's code, 0 for symbols that do not occur. */
  final int[] length;

  /** Codes with their first bit lowest, as a deflate stream wants them. */
  final int[] code;

  private final int longest;
  private final long[] sorted;
  private final int[] weight;
  private final int[] parent;
  private final int[] depth;
  private final int[] next;

  /**
   * @param symbols at least 2, at most 1024
   * @param longest most bits of a code; 2 to its power is at least {@code symbols}
   */
  PrefixCode(int symbols, int longest) {
    this.longest = longest;
    this.count = new int[symbols];
    this.length = new int[symbols];
    this.code = new int[symbols];
    this.sorted = new long[symbols];
    this.weight = new int[2 * symbols];
    this.parent = new int[2 * symbols];
    this.depth = new int[2 * symbols];
    this.next = new int[longest + 1];
  }

  void clear() {
    Arrays.fill(count, 0);
  }

  /** Makes lengths and codes from the counts. */
  void build() {
    int used = sort();
    join(used);
    limit(used);
    Arrays.fill(length, 0);
    for (int i = 0; i < used; i++) {
      length[(int) sorted[i] & SYMBOL] = depth[i];
    }
    assign();
  }

  /** Bits that all counted symbols take. */
  long cost() {
    long bits = 0;
    for (int i = 0; i < count.length; i++) {
      bits += (long) count[i] * length[i];
    }
    return bits;
  }

  /** One more than the last symbol with a code. */
  int end() {
    int end = length.length;
    while (length[end - 1] == 0) {
      end--;
    }
    return end;
  }

  /** Symbols that occur, rare ones first; at least two, as a code of one is not complete. */
  private int sort() {
    int used = 0;
    for (int i = 0; i < count.length; i++) {
      if (count[i] > 0) {
        sorted[used++] = (long) count[i] << SYMBOL_BITS | i;
      }
    }
    for (int i = 0; used < 2; i++) {
      if (count[i] == 0) {
        sorted[used++] = 1L << SYMBOL_BITS | i;
      }
    }
    Arrays.sort(sorted, 0, used);
    return used;
  }

  /** Huffman's tree by two queues: of symbols, and of nodes in the order they are made. */
  private void join(int used) {
    for (int i = 0; i < used; i++) {
      weight[i] = (int) (sorted[i] >>> SYMBOL_BITS);
    }
    int leaf = 0;
    int node = used;
    int last = 2 * used - 1;
    for (int made = used; made < last; made++) {
      int sum = 0;
      for (int i = 0; i < 2; i++) {
        boolean takeLeaf = leaf < used && (node >= made || weight[leaf] <= weight[node]);
        int taken = takeLeaf ? leaf++ : node++;
        sum += weight[taken];
        parent[taken] = made;
      }
      weight[made] = sum;
    }
    depth[last - 1] = 0;
    for (int i = last - 2; i >= 0; i--) {
      depth[i] = depth[parent[i]] + 1;
    }
  }

  /** Cuts depths at the longest, and repairs Kraft's sum: rare symbols first pay for it. */
  private void limit(int used) {
    if (depth[0] <= longest) {
      return;
    }
    int full = 1 << longest;
    int sum = 0;
    for (int i = 0; i < used; i++) {
      depth[i] = Math.min(depth[i], longest);
      sum += full >>> depth[i];
    }
    for (int i = 0; sum > full; ) {
      if (depth[i] < longest) {
        depth[i]++;
        sum -= full >>> depth[i];
      } else {
        i++;
      }
    }
    // While there is a gap, some symbol's share fits into it: several rounds at most.
    for (int i = used - 1; sum < full; i = i == 0 ? used - 1 : i - 1) {
      while (depth[i] > 1 && sum + (full >>> depth[i]) <= full) {
        sum += full >>> depth[i];
        depth[i]--;
      }
    }
  }

  /** Codes of one length ascend with their symbols: RFC 1951, section 3.2.2. */
  private void assign() {
    Arrays.fill(next, 0);
    for (int bits : length) {
      next[bits]++;
    }
    int start = 0;
    for (int bits = 1; bits <= longest; bits++) {
      int many = next[bits];
      next[bits] = start;
      start = (start + many) << 1;
    }
    for (int i = 0; i < length.length; i++) {
      if (length[i] > 0) {
        code[i] = Integer.reverse(next[length[i]]++) >>> (32 - length[i]);
      }
    }
  }
}
