// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.oriel.codec.Pool;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/**
 * Writes packed grains one behind the other, after the last grain of each table the table, and in
 * the end directory, footer and end. Packing is for many threads, the rest for one.
 */
final class StreamWriter implements DiskWriter {
  private static final int KEPT = 16;
  private static final int PIECE_BYTES = (1 << 20) / Layout.GRAIN * Packer.MOST;

  private final Layout layout;
  private final Output output;
  private final Pool<Packer> packers = new Pool<>(KEPT, Packer::new, packer -> {});
  private final Pool<ByteBuffer> buffers =
      new Pool<>(KEPT, () -> ByteBuffer.allocateDirect(PIECE_BYTES), buffer -> {});
  private final int[] directory;
  private final ByteBuffer entries =
      ByteBuffer.allocate(Layout.ENTRIES * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** The table whose grains come now. */
  private int table;

  private boolean anyGrain;

  /** Where the next sector goes; nothing was written if it is 0. */
  private long next;

  /** The first grain that may come. */
  private long nextGrain;

  StreamWriter(Layout layout, Output output) {
    this.layout = layout;
    this.output = output;
    this.directory = new int[layout.header().tables()];
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    int length = data.remaining();
    int count = (length + Layout.GRAIN - 1) / Layout.GRAIN;
    ByteBuffer packed = buffers.take();
    if (packed.capacity() < count * Packer.MOST) {
      packed = ByteBuffer.allocateDirect(count * Packer.MOST);
    }
    packed.clear();
    byte[] sectors = new byte[count];
    Packer packer = packers.take();
    for (int i = 0; i < count; i++) {
      int start = i * Layout.GRAIN;
      ByteBuffer grain =
          data.slice(data.position() + start, Math.min(Layout.GRAIN, length - start));
      sectors[i] = packer.pack(position / Layout.GRAIN + i, grain, packed);
    }
    packers.give(packer);
    return new PackedPiece(position, length, packed.flip(), sectors);
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    PackedPiece packed = (PackedPiece) piece;
    if (next == 0) {
      begin();
    }
    put(packed.position() / Layout.GRAIN, packed.sectors(), packed.packed());
    buffers.give(packed.packed());
    byte[] sectors = packed.sectors();
    return ByteBuffer.allocate(Long.BYTES + sectors.length)
        .putLong(packed.position() / Layout.GRAIN)
        .put(sectors)
        .array();
  }

  private void begin() throws FormatException {
    ByteBuffer front = ByteBuffer.allocate((int) layout.front() * Sectors.BYTES);
    output.write(0, front.put(layout.head()).rewind());
    next = layout.front();
  }

  /**
   * Gives grains their places.
   *
   * @param packed is written; empty to go on behind what another writer wrote
   */
  private void put(long firstGrain, byte[] sectors, ByteBuffer packed) throws FormatException {
    boolean writes = packed.hasRemaining();
    int from = 0;
    int to = 0;
    for (int i = 0; i < sectors.length; i++) {
      int count = Byte.toUnsignedInt(sectors[i]);
      long grain = firstGrain + i;
      if (count > 0 && grain / Layout.ENTRIES != table) {
        flush(packed, from, to);
        from = to;
        endTable(writes);
        table = (int) (grain / Layout.ENTRIES);
      }
      if (count > 0) {
        place(grain);
        next += count;
        to += count * Sectors.BYTES;
      }
    }
    flush(packed, from, to);
    nextGrain = firstGrain + sectors.length;
  }

  private void place(long grain) throws FormatException {
    if (next >= Layout.MOST_SECTORS) {
      throw new FormatException.Unsupported("A file of VMDK cannot be larger than 2 TiB.");
    }
    entries.putInt((int) (grain % Layout.ENTRIES) * Integer.BYTES, (int) next);
    anyGrain = true;
  }

  /** Writes the grains that were given their places last. */
  private void flush(ByteBuffer packed, int from, int to) throws FormatException {
    if (packed.hasRemaining() && to > from) {
      output.write(next - (to - from) / Sectors.BYTES, packed.slice(from, to - from));
    }
  }

  private void endTable(boolean writes) throws FormatException {
    if (!anyGrain) {
      return;
    }
    directory[table] = (int) (next + 1);
    if (writes) {
      output.write(next, Marker.sector(Marker.TABLE, Layout.TABLE_SECTORS));
      output.write(next + 1, entries.rewind());
    }
    next += 1 + Layout.TABLE_SECTORS;
    Arrays.fill(entries.array(), (byte) 0);
    anyGrain = false;
  }

  @Override
  public void recall(byte[] note) throws FormatException {
    if (note.length <= Long.BYTES) {
      throw noNote();
    }
    ByteBuffer bytes = ByteBuffer.wrap(note);
    long firstGrain = bytes.getLong();
    byte[] sectors = new byte[bytes.remaining()];
    bytes.get(sectors);
    long grains = (layout.header().capacity() - 1) / Layout.GRAIN_SECTORS + 1;
    if (firstGrain < nextGrain || firstGrain > grains - sectors.length) {
      throw noNote();
    }
    if (next == 0) {
      next = layout.front();
    }
    put(firstGrain, sectors, ByteBuffer.allocate(0));
  }

  private static FormatException noNote() {
    return new FormatException.Corrupt("This is no note of what was written to a VMDK.");
  }

  @Override
  public long finish() throws FormatException {
    if (next == 0) {
      begin();
    }
    endTable(true);
    long directorySectors = layout.directorySectors();
    long place = next + 1;
    output.write(next, Marker.sector(Marker.DIRECTORY, directorySectors));
    output.write(place, directory.length, index -> directory[index]);
    long footer = place + directorySectors;
    if (footer >= Layout.MOST_SECTORS) {
      throw new FormatException.Unsupported("A file of VMDK cannot be larger than 2 TiB.");
    }
    ByteBuffer end = ByteBuffer.allocate(Footer.BYTES);
    end.put(Marker.sector(Marker.FOOTER, 1)).put(layout.header().directory(place).bytes());
    output.write(footer, end.rewind());
    long length = footer + Footer.BYTES / Sectors.BYTES;
    output.length(length);
    return length * Sectors.BYTES;
  }

  @Override
  public void close() {
    packers.close();
    buffers.close();
  }
}
