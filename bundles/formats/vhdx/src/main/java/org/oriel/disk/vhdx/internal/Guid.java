// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Identities as Microsoft stores them: three numbers least byte first, then eight bytes. */
final class Guid {
  static final int BYTES = 16;
  static final UUID NONE = new UUID(0, 0);

  private Guid() {}

  static UUID get(ByteBuffer bytes, int at) {
    ByteBuffer numbers = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long first = Integer.toUnsignedLong(numbers.getInt(at));
    long second = Short.toUnsignedLong(numbers.getShort(at + 4));
    long third = Short.toUnsignedLong(numbers.getShort(at + 6));
    long rest = numbers.order(ByteOrder.BIG_ENDIAN).getLong(at + 8);
    return new UUID(first << 32 | second << 16 | third, rest);
  }

  static void put(ByteBuffer bytes, int at, UUID value) {
    ByteBuffer numbers = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long first = value.getMostSignificantBits();
    numbers.putInt(at, (int) (first >>> 32));
    numbers.putShort(at + 4, (short) (first >>> 16)).putShort(at + 6, (short) first);
    numbers.order(ByteOrder.BIG_ENDIAN).putLong(at + 8, value.getLeastSignificantBits());
  }
}
