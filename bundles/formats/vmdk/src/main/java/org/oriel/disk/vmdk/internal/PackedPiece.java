// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.Piece;

/** Packed grains with their markers, each in whole sectors, one behind the other. */
final class PackedPiece implements Piece {
  private final long position;
  private final int length;
  private final ByteBuffer packed;

  /** By grain: sectors that it takes, 0 for zeros. */
  private final byte[] sectors;

  PackedPiece(long position, int length, ByteBuffer packed, byte[] sectors) {
    this.position = position;
    this.length = length;
    this.packed = packed;
    this.sectors = sectors;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public int length() {
    return length;
  }

  ByteBuffer packed() {
    return packed;
  }

  byte[] sectors() {
    return sectors;
  }
}
