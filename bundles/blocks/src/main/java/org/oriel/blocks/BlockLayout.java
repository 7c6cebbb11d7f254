// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;
import org.oriel.disk.FormatException;

/**
 * Where a format puts what in a new file: its front, then slots of equal size, each with room for
 * one block of the disk, then its end. Without state; asked by many threads.
 */
public interface BlockLayout {
  /** No slot. */
  int NONE = -1;

  /** Bytes of the disk, which may be a little more than those that come. */
  long diskBytes();

  /** Bytes of a block. */
  int blockBytes();

  /** Bytes of headers and tables, behind which the first slot begins. */
  long frontBytes();

  /** Bytes of a slot before the data of its block, the same in each; empty if there are none. */
  default ByteBuffer lead() {
    return ByteBuffer.allocate(0);
  }

  /** Bytes of the file up to its end, if it has so many slots. */
  default long slotsEnd(int slots) {
    return frontBytes() + slots * ((long) lead().remaining() + blockBytes());
  }

  /** What lies behind the slots; empty if there is nothing. */
  default ByteBuffer end() {
    return ByteBuffer.allocate(0);
  }

  /**
   * Writes headers and tables, from front to back.
   *
   * @param slots the slot of each block, or {@link #NONE}
   * @param used how many slots there are
   */
  void writeFront(Output output, IntUnaryOperator slots, int used) throws FormatException;
}
