// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC-32C of a structure, whose own four bytes count as zeros. */
final class Sums {
  /** Where the sum is in each structure that has one. */
  static final int AT = 4;

  private Sums() {}

  /** The sum of all bytes from 0 to the limit. */
  static int of(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.slice(0, AT));
    sum.update(0);
    sum.update(0);
    sum.update(0);
    sum.update(0);
    sum.update(bytes.slice(AT + 4, bytes.limit() - AT - 4));
    return (int) sum.getValue();
  }

  static boolean right(ByteBuffer bytes) {
    return bytes.getInt(AT) == of(bytes);
  }

  /** Writes the sum to its place. */
  static ByteBuffer put(ByteBuffer bytes) {
    return bytes.putInt(AT, of(bytes));
  }
}
