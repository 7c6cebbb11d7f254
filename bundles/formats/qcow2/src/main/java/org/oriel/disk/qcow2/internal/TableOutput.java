// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.oriel.disk.DiskSink;
import org.oriel.disk.FormatException;

/** Writes tables one after the other, in pieces. What is left out is not written. */
final class TableOutput {
  private final DiskSink sink;
  private final ByteBuffer piece = ByteBuffer.allocate(64 << 10);
  private long start;

  TableOutput(DiskSink sink) {
    this.sink = sink;
  }

  /** Goes on at a place in the file. */
  void at(long position) throws FormatException {
    if (start + piece.position() != position) {
      flush();
      start = position;
    }
  }

  void putLong(long value) throws FormatException {
    if (piece.remaining() < Long.BYTES) {
      flush();
    }
    piece.putLong(value);
  }

  void putShort(int value) throws FormatException {
    if (piece.remaining() < Short.BYTES) {
      flush();
    }
    piece.putShort((short) value);
  }

  void putLongs(long[] values) throws FormatException {
    for (long value : values) {
      putLong(value);
    }
  }

  void put(ByteBuffer bytes) throws FormatException {
    if (piece.remaining() < bytes.remaining()) {
      flush();
    }
    piece.put(bytes);
  }

  void flush() throws FormatException {
    try {
      piece.flip();
      long next = start + piece.remaining();
      if (piece.hasRemaining()) {
        sink.writeAt(start, piece);
      }
      start = next;
      piece.clear();
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }
}
