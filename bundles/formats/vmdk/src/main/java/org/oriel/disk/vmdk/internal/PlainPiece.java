// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.oriel.disk.Piece;

/**
 * Data as they are.
 *
 * @param position first byte on the disk
 * @param data the bytes
 * @param grains grains of the piece that are to be written, counted from its first
 */
record PlainPiece(long position, ByteBuffer data, BitSet grains) implements Piece {
  @Override
  public int length() {
    return data.remaining();
  }

  long firstGrain() {
    return position / Layout.GRAIN;
  }

  /** The bytes of some grains. */
  ByteBuffer bytes(int from, int to) {
    int start = from * Layout.GRAIN;
    int end = Math.min(to * Layout.GRAIN, data.remaining());
    return data.slice(data.position() + start, end - start);
  }
}
