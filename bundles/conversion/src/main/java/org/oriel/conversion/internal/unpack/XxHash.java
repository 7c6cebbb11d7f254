// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

/** The checksum XXH32 with seed 0 (xxHash fast digest algorithm 0.1.1, "XXH32"). */
final class XxHash {
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_2 = 0x85EBCA77;
  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_4 = 0x27D4EB2F;
  private static final int PRIME_5 = 0x165667B1;
  private static final int STRIPE = 16;

  /** The first is the sum of the first two primes, the last the first one negated. */
  private final int[] lanes = {0x24234428, PRIME_2, 0, 0x61C8864F};

  private final byte[] pending = new byte[STRIPE];
  private int pendingCount;
  private long total;

  /** The checksum of some bytes. */
  static int of(byte[] bytes, int offset, int length) {
    XxHash hash = new XxHash();
    hash.update(bytes, offset, length);
    return hash.value();
  }

  void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    total += length;
    while (at < end) {
      if (pendingCount == 0 && end - at >= STRIPE) {
        stripe(bytes, at);
        at += STRIPE;
        continue;
      }
      pending[pendingCount++] = bytes[at++];
      if (pendingCount == STRIPE) {
        stripe(pending, 0);
        pendingCount = 0;
      }
    }
  }

  private void stripe(byte[] bytes, int at) {
    for (int i = 0; i < 4; i++) {
      lanes[i] = Integer.rotateLeft(lanes[i] + word(bytes, at + 4 * i) * PRIME_2, 13) * PRIME_1;
    }
  }

  private static int word(byte[] bytes, int at) {
    return Byte.toUnsignedInt(bytes[at])
        | Byte.toUnsignedInt(bytes[at + 1]) << 8
        | Byte.toUnsignedInt(bytes[at + 2]) << 16
        | bytes[at + 3] << 24;
  }

  int value() {
    int hash = PRIME_5;
    if (total >= STRIPE) {
      hash =
          Integer.rotateLeft(lanes[0], 1)
              + Integer.rotateLeft(lanes[1], 7)
              + Integer.rotateLeft(lanes[2], 12)
              + Integer.rotateLeft(lanes[3], 18);
    }
    hash += (int) total;
    int at = 0;
    for (; at + 4 <= pendingCount; at += 4) {
      hash = Integer.rotateLeft(hash + word(pending, at) * PRIME_3, 17) * PRIME_4;
    }
    for (; at < pendingCount; at++) {
      hash = Integer.rotateLeft(hash + Byte.toUnsignedInt(pending[at]) * PRIME_5, 11) * PRIME_1;
    }
    hash = (hash ^ hash >>> 15) * PRIME_2;
    hash = (hash ^ hash >>> 13) * PRIME_3;
    return hash ^ hash >>> 16;
  }
}
