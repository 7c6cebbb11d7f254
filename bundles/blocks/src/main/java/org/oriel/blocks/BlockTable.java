// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.util.Arrays;

/**
 * Where the blocks of a disk lie in its file.
 *
 * <p>While a stream passes by, only how many there are and how far they reach is kept; to read, one
 * number for each block.
 */
public final class BlockTable {
  /** Nothing was ever written to the block. */
  public static final long ABSENT = -1;

  /** The block is zeros. */
  public static final long ZERO = -2;

  private final long diskBytes;
  private final int blockBytes;
  private final int lead;
  private final long base;
  private final long stride;
  private final int[] places;
  private long count;
  private long end;

  /**
   * A table without places: all blocks are absent.
   *
   * @param diskBytes bytes of the disk
   * @param blockBytes bytes of a block, positive
   * @param lead bytes between a place and the data of the block
   * @param base where place 0 is in the file
   * @param stride bytes from a place to the next; a block may take several
   * @param kept whether places are kept
   */
  public BlockTable(
      long diskBytes, int blockBytes, int lead, long base, long stride, boolean kept) {
    this.diskBytes = diskBytes;
    this.blockBytes = blockBytes;
    this.lead = lead;
    this.base = base;
    this.stride = stride;
    this.places = new int[kept ? blocks(diskBytes, blockBytes) : 0];
    Arrays.fill(places, (int) ABSENT);
  }

  /** Blocks of a disk; the last one may reach beyond its end. */
  public static int blocks(long diskBytes, int blockBytes) {
    return Math.toIntExact(diskBytes / blockBytes + (diskBytes % blockBytes == 0 ? 0 : 1));
  }

  /** Bytes of the disk. */
  long diskBytes() {
    return diskBytes;
  }

  /** Bytes of a block. */
  public int blockBytes() {
    return blockBytes;
  }

  /** Blocks that lie in the file. */
  public long count() {
    return count;
  }

  /**
   * Notes where a block lies.
   *
   * @param block below the number of blocks
   * @param place {@link #ABSENT}, {@link #ZERO} or a number
   */
  public void put(int block, long place) throws Refused {
    if (place >= 0) {
      if (place >= 0xffff_fffeL || place > (Long.MAX_VALUE - base - lead - blockBytes) / stride) {
        throw Refused.corrupt("No block can lie at place " + place + ".");
      }
      count++;
      end = Math.max(end, base + place * stride + lead + bytesOf(block));
    }
    if (places.length > 0) {
      places[block] = (int) place;
    }
  }

  /**
   * Holds what the table says against the length of the file. Since no two blocks share bytes, all
   * of them together fit into it.
   */
  public void fits(long length) throws Refused {
    if (end > length) {
      throw Refused.corrupt(
          "A block would end at " + end + " in a file of " + length + " bytes: it was cut off.");
    }
    if (count - 1 > length / blockBytes) {
      throw Refused.corrupt(
          count + " blocks of " + blockBytes + " bytes do not fit in " + length + " bytes.");
    }
  }

  private int bytesOf(int block) {
    return (int) Math.min(blockBytes, diskBytes - (long) block * blockBytes);
  }

  /** The number of blocks for which a place is kept. */
  int size() {
    return places.length;
  }

  /** Where the data of a block begin in the file; {@link #ABSENT} or {@link #ZERO} if nowhere. */
  long position(int block) {
    int place = places[block];
    return place == ABSENT || place == ZERO
        ? place
        : base + Integer.toUnsignedLong(place) * stride + lead;
  }

  /** The positions of all blocks that lie in the file, in ascending order. */
  long[] positions() {
    long[] positions = new long[Math.toIntExact(count)];
    int next = 0;
    for (int block = 0; block < places.length && next < positions.length; block++) {
      long position = position(block);
      if (position >= 0) {
        positions[next++] = position;
      }
    }
    Arrays.sort(positions);
    return positions;
  }
}
