// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.oriel.blocks.BlockLayout;
import org.oriel.blocks.BlockTable;
import org.oriel.blocks.Output;
import org.oriel.disk.FormatException;

/**
 * Where things lie in a new file. One that grows: a copy of the footer, the header, the table, the
 * blocks each behind its bitmap, the footer. One of fixed size: the disk, the footer.
 *
 * @param footerBytes the footer as it stands in the file
 */
record VhdLayout(Footer footer, ByteBuffer footerBytes) implements BlockLayout {
  static final int BLOCK = 2 << 20;
  static final long HEADER_AT = Footer.BYTES;

  private static final long TABLE_AT = HEADER_AT + DynamicHeader.BYTES;

  @Override
  public long diskBytes() {
    return footer.fieldBytes();
  }

  @Override
  public int blockBytes() {
    return BLOCK;
  }

  private int blocks() {
    return BlockTable.blocks(diskBytes(), BLOCK);
  }

  /** Entries of the table, in whole sectors. */
  private int entries() {
    int inSector = Footer.SECTOR / Integer.BYTES;
    return (blocks() + inSector - 1) / inSector * inSector;
  }

  @Override
  public long frontBytes() {
    return footer.fixed() ? 0 : TABLE_AT + (long) entries() * Integer.BYTES;
  }

  @Override
  public ByteBuffer lead() {
    ByteBuffer bitmap = ByteBuffer.allocate(footer.fixed() ? 0 : DynamicHeader.bitmapBytes(BLOCK));
    Arrays.fill(bitmap.array(), (byte) 0xff);
    return bitmap;
  }

  private long slotBytes() {
    return BLOCK + (footer.fixed() ? 0L : DynamicHeader.bitmapBytes(BLOCK));
  }

  @Override
  public long slotsEnd(int slots) {
    long end = frontBytes() + slots * slotBytes();
    return footer.fixed() ? Math.min(end, diskBytes()) : end;
  }

  @Override
  public ByteBuffer end() {
    return footerBytes.duplicate();
  }

  @Override
  public void writeFront(Output output, IntUnaryOperator slots, int used) throws FormatException {
    if (footer.fixed()) {
      return;
    }
    output.bytes(0, footerBytes.duplicate());
    output.bytes(HEADER_AT, new DynamicHeader(TABLE_AT, blocks(), BLOCK).bytes());
    int blocks = blocks();
    output.ints(
        TABLE_AT,
        entries(),
        ByteOrder.BIG_ENDIAN,
        block -> {
          int slot = block < blocks ? slots.applyAsInt(block) : NONE;
          return slot == NONE ? NONE : slotsEnd(slot) / Footer.SECTOR;
        });
  }
}
