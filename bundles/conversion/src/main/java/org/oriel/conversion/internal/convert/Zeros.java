// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds out at the speed of memory whether bytes are zeros. */
final class Zeros {
  private static final int STRIDE = 8 * Long.BYTES;

  private Zeros() {}

  /** Whether a run of a buffer is all zeros; its position and limit do not matter. */
  static boolean only(ByteBuffer bytes, int from, int length) {
    ByteBuffer words = bytes.duplicate().clear().order(ByteOrder.nativeOrder());
    int at = from;
    int end = from + length;
    for (; end - at >= STRIDE; at += STRIDE) {
      long any =
          words.getLong(at)
              | words.getLong(at + 8)
              | words.getLong(at + 16)
              | words.getLong(at + 24)
              | words.getLong(at + 32)
              | words.getLong(at + 40)
              | words.getLong(at + 48)
              | words.getLong(at + 56);
      if (any != 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (words.get(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
