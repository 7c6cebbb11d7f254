// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Writes grains one behind the other as they come, but no zeros; the tables at the end. */
final class LateWriter implements DiskWriter {
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(Layout.GRAIN).asReadOnlyBuffer();
  private static final int NOTE_HEAD = Long.BYTES + Integer.BYTES;

  private final Layout layout;
  private final Output output;
  private final AtomicLong next;

  /** By table: sectors of its grains. A grain is written by one thread only. */
  private final AtomicReferenceArray<int[]> tables;

  LateWriter(Layout layout, Output output) {
    this.layout = layout;
    this.output = output;
    this.next = new AtomicLong(layout.front());
    this.tables = new AtomicReferenceArray<>(layout.header().tables());
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    int count = (data.remaining() + Layout.GRAIN - 1) / Layout.GRAIN;
    BitSet grains = new BitSet(count);
    PlainPiece piece = new PlainPiece(position, data, grains);
    for (int i = 0; i < count; i++) {
      ByteBuffer grain = piece.bytes(i, i + 1);
      grains.set(i, grain.mismatch(ZEROS.slice(0, grain.remaining())) >= 0);
    }
    return piece;
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    PlainPiece plain = (PlainPiece) piece;
    BitSet grains = plain.grains();
    long start = next.getAndAdd((long) grains.cardinality() * Layout.GRAIN_SECTORS);
    long sector = start;
    int from = grains.nextSetBit(0);
    while (from >= 0) {
      int to = grains.nextClearBit(from);
      output.write(sector, plain.bytes(from, to));
      sector += (long) (to - from) * Layout.GRAIN_SECTORS;
      from = grains.nextSetBit(to);
    }
    place(plain.firstGrain(), start, grains);
    byte[] set = grains.toByteArray();
    return ByteBuffer.allocate(NOTE_HEAD + set.length)
        .putLong(plain.firstGrain())
        .putInt((int) start)
        .put(set)
        .array();
  }

  private void place(long firstGrain, long start, BitSet grains) {
    long sector = start;
    for (int i = grains.nextSetBit(0); i >= 0; i = grains.nextSetBit(i + 1)) {
      long grain = firstGrain + i;
      table((int) (grain / Layout.ENTRIES))[(int) (grain % Layout.ENTRIES)] = (int) sector;
      sector += Layout.GRAIN_SECTORS;
    }
  }

  private int[] table(int index) {
    int[] table = tables.get(index);
    if (table == null) {
      tables.compareAndSet(index, null, new int[Layout.ENTRIES]);
      table = tables.get(index);
    }
    return table;
  }

  @Override
  public void recall(byte[] note) throws FormatException {
    if (note.length < NOTE_HEAD) {
      throw noNote();
    }
    ByteBuffer bytes = ByteBuffer.wrap(note);
    long first = bytes.getLong();
    long start = Integer.toUnsignedLong(bytes.getInt());
    BitSet grains = BitSet.valueOf(bytes);
    long end = start + (long) grains.cardinality() * Layout.GRAIN_SECTORS;
    long grainsOfDisk = (long) layout.header().tables() * Layout.ENTRIES;
    if (first < 0
        || first > grainsOfDisk - grains.length()
        || start < layout.front()
        || end >= Layout.MOST_SECTORS) {
      throw noNote();
    }
    place(first, start, grains);
    next.accumulateAndGet(end, Math::max);
  }

  private static FormatException noNote() {
    return new FormatException.Corrupt("This is no note of what was written to a VMDK.");
  }

  @Override
  public long finish() throws FormatException {
    long end = next.get();
    new Front(
            layout,
            new Front.Grains() {
              @Override
              public boolean any(int table) {
                return tables.get(table) != null;
              }

              @Override
              public int sector(long grain) {
                return table((int) (grain / Layout.ENTRIES))[(int) (grain % Layout.ENTRIES)];
              }
            })
        .write(output);
    output.length(end);
    return end * Sectors.BYTES;
  }

  @Override
  public void close() {
    // Holds nothing but memory.
  }
}
