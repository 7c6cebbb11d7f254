// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Writes grains to places that are known before: the tables come first. */
final class EarlyWriter implements DiskWriter {
  private static final byte[] NOTHING = {};

  private final Layout layout;
  private final Places places;
  private final Output output;
  private final AtomicBoolean begun = new AtomicBoolean();

  EarlyWriter(Layout layout, Places places, Output output) {
    this.layout = layout;
    this.places = places;
    this.output = output;
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    long first = position / Layout.GRAIN;
    int count = (data.remaining() + Layout.GRAIN - 1) / Layout.GRAIN;
    BitSet grains = new BitSet(count);
    for (int i = 0; i < count; i++) {
      grains.set(i, places.hasData(first + i));
    }
    return new PlainPiece(position, data, grains);
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    begin();
    PlainPiece plain = (PlainPiece) piece;
    int from = plain.grains().nextSetBit(0);
    while (from >= 0) {
      int to = plain.grains().nextClearBit(from);
      output.write(places.place(plain.firstGrain() + from), plain.bytes(from, to));
      from = plain.grains().nextSetBit(to);
    }
    return NOTHING;
  }

  private void begin() throws FormatException {
    if (begun.compareAndSet(false, true)) {
      new Front(
              layout,
              new Front.Grains() {
                private long next;

                @Override
                public boolean any(int table) {
                  return places.hasTable(table);
                }

                @Override
                public int sector(long grain) {
                  if (grain % Layout.ENTRIES == 0) {
                    next = places.place(grain);
                  }
                  long sector = next;
                  boolean hasData = places.hasData(grain);
                  next += hasData ? Layout.GRAIN_SECTORS : 0;
                  return hasData ? (int) sector : 0;
                }
              })
          .write(output);
    }
  }

  @Override
  public void recall(byte[] note) {
    // The plan alone says where all is.
  }

  @Override
  public long finish() throws FormatException {
    begin();
    output.length(places.end());
    return places.end() * Sectors.BYTES;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
