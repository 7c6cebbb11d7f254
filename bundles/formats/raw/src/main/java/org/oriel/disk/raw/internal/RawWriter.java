// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Passes pieces on to the sink. Keeps nothing, so that there is nothing to recall. */
final class RawWriter implements DiskWriter {
  private static final byte[] NO_NOTE = {};

  private final DiskSink sink;
  private final long size;

  RawWriter(DiskSink sink, long size) {
    this.sink = sink;
    this.size = size;
  }

  private record Bytes(long position, ByteBuffer data) implements Piece {
    @Override
    public int length() {
      return data.remaining();
    }
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    return new Bytes(position, data.slice());
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    Bytes bytes = (Bytes) piece;
    try {
      sink.writeAt(bytes.position(), bytes.data().duplicate());
      return NO_NOTE;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  @Override
  public void recall(byte[] note) throws FormatException {
    if (note.length > 0) {
      throw new FormatException.Corrupt("A note of raw disks is empty.");
    }
  }

  @Override
  public long finish() throws FormatException {
    try {
      sink.length(size);
      return size;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  @Override
  public void close() {}
}
