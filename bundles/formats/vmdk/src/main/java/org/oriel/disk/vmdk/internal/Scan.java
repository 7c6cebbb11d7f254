// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.disk.FormatException;

/** Picks one table of numbers of 32 bits out of bytes that pass by. */
final class Scan {
  /** Is told each number. */
  interface Entries {
    void entry(int index, long value) throws FormatException;
  }

  private final long start;
  private final long end;
  private final Entries entries;
  private long taken;
  private int begun;

  /**
   * @param start where the table begins in the file
   * @param count how many numbers it has
   */
  Scan(long start, long count, Entries entries) {
    this.start = start;
    this.end = start + count * Integer.BYTES;
    this.entries = entries;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /**
   * Takes what belongs to the table.
   *
   * @param position of the first byte in the file; the buffer stays as it is
   */
  void feed(long position, ByteBuffer bytes) throws FormatException {
    long first = Math.max(start + taken, position);
    long last = Math.min(end, position + bytes.remaining());
    if (first >= last || first != start + taken) {
      return;
    }
    ByteBuffer part =
        bytes
            .slice(bytes.position() + (int) (first - position), (int) (last - first))
            .order(ByteOrder.LITTLE_ENDIAN);
    while (part.hasRemaining()) {
      if (taken % Integer.BYTES == 0 && part.remaining() >= Integer.BYTES) {
        int value = part.getInt();
        tell(Integer.BYTES, value);
      } else {
        int shift = Byte.SIZE * (int) (taken % Integer.BYTES);
        begun |= (part.get() & 0xff) << shift;
        tell(1, begun);
      }
    }
  }

  private void tell(int bytes, int value) throws FormatException {
    taken += bytes;
    if (taken % Integer.BYTES == 0) {
      begun = 0;
      entries.entry((int) (taken / Integer.BYTES) - 1, Integer.toUnsignedLong(value));
    }
  }
}
