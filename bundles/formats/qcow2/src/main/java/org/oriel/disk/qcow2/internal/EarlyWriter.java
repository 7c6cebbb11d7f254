// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Writes data to the places that the tables name already. Keeps nothing. */
final class EarlyWriter implements DiskWriter {
  private static final byte[] NO_NOTE = {};

  private final DiskSink sink;
  private final ShapeIndex index;
  private final Layout layout;
  private final long firstData;

  EarlyWriter(DiskSink sink, ShapeIndex index, Layout layout, long firstData) {
    this.sink = sink;
    this.index = index;
    this.layout = layout;
    this.firstData = firstData;
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    int bits = layout.settings().clusterBits();
    long first = position >>> bits;
    long last = (position + data.remaining() - 1) >>> bits;
    if (index.nextData(first) != first || index.endOfData(first) <= last) {
      throw new IllegalArgumentException(
          "the shape has no data at " + position + " + " + data.remaining());
    }
    return new PlainPiece(position, data.slice());
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    PlainPiece plain = (PlainPiece) piece;
    int bits = layout.settings().clusterBits();
    long cluster = plain.position() >>> bits;
    long within = plain.position() & ((1L << bits) - 1);
    try {
      sink.writeAt(layout.at(firstData + index.before(cluster)) + within, plain.data().duplicate());
      return NO_NOTE;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  @Override
  public void recall(byte[] note) throws FormatException {
    if (note.length > 0) {
      throw new FormatException.Corrupt("Where the tables come first, a note is empty.");
    }
  }

  @Override
  public long finish() throws FormatException {
    try {
      sink.length(layout.fileLength());
      return layout.fileLength();
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  @Override
  public void close() {}
}
