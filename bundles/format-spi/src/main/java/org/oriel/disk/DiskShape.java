// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.util.BitSet;

/**
 * Where a disk may hold data, known before its first byte is written: the rest is zeros. The
 * resolution is bounded, so that the shape of any disk fits in memory.
 */
public final class DiskShape {
  /** Finest resolution in bytes. */
  public static final int FINEST = 65_536;

  /** Most grains of one shape: 2 MiB of bits. */
  private static final long MOST_GRAINS = 1L << 24;

  private final long virtualSize;
  private final int grainBits;
  private final BitSet data = new BitSet();

  /**
   * A disk without data.
   *
   * @param virtualSize bytes, not negative
   */
  public DiskShape(long virtualSize) {
    if (virtualSize < 0) {
      throw new IllegalArgumentException("a disk's size is not negative: " + virtualSize);
    }
    this.virtualSize = virtualSize;
    int bits = Integer.numberOfTrailingZeros(FINEST);
    while ((virtualSize >>> bits) >= MOST_GRAINS) {
      bits++;
    }
    this.grainBits = bits;
  }

  /** A disk that may hold data everywhere. */
  public static DiskShape full(long virtualSize) {
    DiskShape shape = new DiskShape(virtualSize);
    if (virtualSize > 0) {
      shape.mark(0, virtualSize);
    }
    return shape;
  }

  /**
   * Notes that a run may hold data. Not to be called any more once the shape was given away.
   *
   * @param start not negative
   * @param length positive; the run ends within the disk
   */
  public void mark(long start, long length) {
    if (start < 0 || length <= 0 || length > virtualSize - start) {
      throw new IllegalArgumentException(start + " + " + length + " is not within " + virtualSize);
    }
    data.set((int) (start >>> grainBits), (int) ((start + length - 1) >>> grainBits) + 1);
  }

  /** Bytes of the disk. */
  public long virtualSize() {
    return virtualSize;
  }

  /** Whether any byte of a run may be other than zero; beyond the disk there is none. */
  public boolean hasData(long start, long length) {
    int next = data.nextSetBit((int) Math.min(start >>> grainBits, Integer.MAX_VALUE));
    return length > 0 && next >= 0 && ((long) next << grainBits) < start + length;
  }

  /**
   * The next byte that may be other than zero.
   *
   * @return from {@code start} on; the size of the disk if there is none
   */
  public long nextData(long start) {
    if (start >= virtualSize) {
      return virtualSize;
    }
    int next = data.nextSetBit((int) (start >>> grainBits));
    return next < 0 ? virtualSize : Math.max(start, (long) next << grainBits);
  }

  /**
   * The next byte of which it is known that it is zero.
   *
   * @return from {@code start} on; the size of the disk if there is none
   */
  public long nextZero(long start) {
    if (start >= virtualSize) {
      return virtualSize;
    }
    int next = data.nextClearBit((int) (start >>> grainBits));
    boolean beyond = next > (virtualSize - 1) >>> grainBits;
    return beyond ? virtualSize : Math.max(start, (long) next << grainBits);
  }

  /** Bytes that may be other than zero. */
  public long dataBytes() {
    long bytes = (long) data.cardinality() << grainBits;
    int last = (int) ((virtualSize - 1) >>> grainBits);
    if (virtualSize > 0 && data.get(last)) {
      bytes -= ((last + 1L) << grainBits) - virtualSize;
    }
    return bytes;
  }
}
