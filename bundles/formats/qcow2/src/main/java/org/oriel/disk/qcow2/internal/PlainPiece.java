// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.Piece;

/**
 * Data that are written as they are.
 *
 * @param position first byte on the disk
 */
record PlainPiece(long position, ByteBuffer data) implements Piece {
  @Override
  public int length() {
    return data.remaining();
  }
}
