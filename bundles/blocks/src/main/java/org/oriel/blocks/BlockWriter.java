// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Writes a file of blocks. */
final class BlockWriter implements DiskWriter {
  /** A block and its slot. */
  private static final int NOTE = 2 * Integer.BYTES;

  private final BlockLayout layout;
  private final Output output;
  private final Slots slots;
  private final boolean early;
  private final ByteBuffer lead;

  /** Data as they are. */
  private record Plain(long position, ByteBuffer data) implements Piece {
    @Override
    public int length() {
      return data.remaining();
    }
  }

  /**
   * A writer whose front is written already, if the tables are early.
   *
   * @param slots which blocks have which slots so far
   */
  BlockWriter(BlockLayout layout, Output output, Slots slots, boolean early) {
    this.layout = layout;
    this.output = output;
    this.slots = slots;
    this.early = early;
    this.lead = layout.lead();
  }

  @Override
  public Piece pack(long position, ByteBuffer data) {
    if (position < 0 || !data.hasRemaining() || data.remaining() > layout.diskBytes() - position) {
      throw new IllegalArgumentException(
          position + " + " + data.remaining() + " is not within the disk");
    }
    return new Plain(position, data.slice());
  }

  @Override
  public byte[] write(Piece piece) throws FormatException {
    if (!(piece instanceof Plain plain)) {
      throw new IllegalArgumentException("This piece was made ready by another writer.");
    }
    long position = plain.position();
    ByteBuffer data = plain.data().duplicate();
    int limit = data.limit();
    int blockBytes = layout.blockBytes();
    boolean noted = !early || lead.hasRemaining();
    int blocks = (int) ((position + limit - 1) / blockBytes - position / blockBytes) + 1;
    ByteBuffer note = ByteBuffer.allocate(noted ? blocks * NOTE : 0);
    while (data.position() < limit) {
      long at = position + data.position();
      int block = (int) (at / blockBytes);
      int within = (int) (at % blockBytes);
      data.limit(Math.min(limit, data.position() + blockBytes - within));
      int slot = writeTo(block, within, data);
      if (noted) {
        note.putInt(block).putInt(slot);
      }
      data.limit(limit);
    }
    return note.array();
  }

  private int writeTo(int block, int within, ByteBuffer data) throws FormatException {
    int slot = slots.take(block, this::clean);
    if (slots.takeLead(block)) {
      output.bytes(layout.slotsEnd(slot), lead.duplicate());
    }
    output.bytes(layout.slotsEnd(slot) + lead.remaining() + within, data);
    return slot;
  }

  private void clean(int slot) throws FormatException {
    output.zeros(layout.slotsEnd(slot) + lead.remaining(), layout.blockBytes());
  }

  @Override
  public void recall(byte[] note) throws FormatException {
    if (note.length % NOTE != 0 || (early && !lead.hasRemaining())) {
      throw new FormatException.Corrupt("A note of " + note.length + " bytes is none of ours.");
    }
    ByteBuffer numbers = ByteBuffer.wrap(note);
    while (numbers.hasRemaining()) {
      int block = numbers.getInt();
      int slot = numbers.getInt();
      if (block < 0
          || block >= slots.size()
          || slot < 0
          || slot >= slots.size()
          || !slots.recall(block, slot)) {
        throw new FormatException.Corrupt("A note names a block and a place that cannot be.");
      }
    }
  }

  @Override
  public long finish() throws FormatException {
    int used = slots.used();
    long length = layout.slotsEnd(used);
    ByteBuffer end = layout.end();
    if (end.hasRemaining()) {
      int bytes = end.remaining();
      output.bytes(length, end);
      length += bytes;
    }
    if (!early) {
      layout.writeFront(output, slots::get, used);
    }
    output.length(length);
    return length;
  }

  @Override
  public void close() {
    // The sink stays the caller's, and there is nothing else.
  }
}
