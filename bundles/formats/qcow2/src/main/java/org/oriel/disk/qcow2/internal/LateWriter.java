// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.oriel.codec.Pool;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Appends data as they come, and writes the tables in the end. */
final class LateWriter implements DiskWriter {
  private final DiskSink sink;
  private final WriteSettings settings;
  private final LateTables tables;
  private final Pool<Packer> packers;

  LateWriter(DiskSink sink, WriteSettings settings, LateTables tables, Pool<Packer> packers) {
    this.sink = sink;
    this.settings = settings;
    this.tables = tables;
    this.packers = packers;
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    return settings.compressed()
        ? packers.take().pack(position, data)
        : new PlainPiece(position, data.slice());
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    long first = piece.position() >>> settings.clusterBits();
    try {
      long[] entries =
          piece instanceof Packer.Packed packed
              ? writePacked(packed, first)
              : writePlain((PlainPiece) piece, first);
      return tables.note(first, entries);
    } catch (IOException failure) {
      throw failure instanceof FormatException refusal
          ? refusal
          : new FormatException.Failed(failure);
    }
  }

  private long[] writePlain(PlainPiece piece, long first) throws IOException {
    long last = (piece.position() + piece.length() - 1) >>> settings.clusterBits();
    long[] entries = tables.placePlain(first, (int) (last - first) + 1);
    int within = (int) piece.position() & (settings.cluster() - 1);
    ByteBuffer data = piece.data();
    int start = 0;
    for (int i = 0; i < entries.length; ) {
      int next = i + 1;
      while (next < entries.length && entries[next] == entries[next - 1] + settings.cluster()) {
        next++;
      }
      int end = Math.min(data.remaining(), (next << settings.clusterBits()) - within);
      long place = (entries[i] & Entry.OFFSET) + (i == 0 ? within : 0);
      sink.writeAt(place, data.slice(data.position() + start, end - start));
      start = end;
      i = next;
    }
    return entries;
  }

  private long[] writePacked(Packer.Packed piece, long first) throws IOException {
    int[] lengths = piece.lengths();
    long[] entries = tables.placePacked(first, lengths);
    writePackedRuns(piece, entries, false);
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == 0) {
        int start = i << settings.clusterBits();
        int count = Math.min(settings.cluster(), piece.length() - start);
        sink.writeAt(entries[i] & Entry.OFFSET, piece.data().slice(start, count));
      }
    }
    writePackedRuns(piece, entries, true);
    packers.give(piece.packer());
    return entries;
  }

  /** Those packed clusters that lie before, or behind, the plain ones. */
  private void writePackedRuns(Packer.Packed piece, long[] entries, boolean behind)
      throws IOException {
    int[] lengths = piece.lengths();
    long border = border(lengths, entries);
    long place = -1;
    int from = 0;
    int count = 0;
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] > 0) {
        long start = Entry.place(entries[i], settings.clusterBits());
        if (start > border == behind) {
          if (count == 0) {
            place = start;
            from = at;
          }
          count += lengths[i];
        }
        at += lengths[i];
      }
    }
    if (count > 0) {
      sink.writeAt(place, piece.packed().clear().slice(from, count));
    }
  }

  /** Where the plain clusters begin; the end of all if there are none. */
  private static long border(int[] lengths, long[] entries) {
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == 0) {
        return entries[i] & Entry.OFFSET;
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public void recall(byte[] note) throws FormatException {
    tables.recall(note);
  }

  @Override
  public long finish() throws FormatException {
    long length = tables.write(new TableOutput(sink)).fileLength();
    try {
      sink.length(length);
      return length;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  @Override
  public void close() {
    packers.close();
  }
}
