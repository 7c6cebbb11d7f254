// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.util.Arrays;
import java.util.OptionalLong;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOptions.Tables;
import org.oriel.disk.WritePlan;

/** Plans a file of blocks. */
public final class BlockPlan implements WritePlan {
  private static final int MOST_UNIT = 64 << 10;

  /** Which blocks get a slot before the first byte comes. */
  private enum Given {
    NONE,
    SHAPE,
    ALL
  }

  private final BlockLayout layout;
  private final DiskShape shape;
  private final Given given;

  private BlockPlan(BlockLayout layout, DiskShape shape, Given given) {
    this.layout = layout;
    this.shape = shape;
    this.given = given;
  }

  /** A file that grows: blocks of zeros have no slot. */
  public static WritePlan growing(BlockLayout layout, DiskShape shape, Tables tables) {
    return new BlockPlan(layout, shape, tables == Tables.EARLY ? Given.SHAPE : Given.NONE);
  }

  /** A file with a slot for each block, in the order of the disk. */
  public static WritePlan whole(BlockLayout layout, DiskShape shape) {
    return new BlockPlan(layout, shape, Given.ALL);
  }

  private boolean early() {
    return given != Given.NONE;
  }

  @Override
  public Order order() {
    return early() ? Order.FORWARD : Order.FRONT_LAST;
  }

  @Override
  public long front() {
    return early() ? 0 : layout.frontBytes();
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public OptionalLong length() {
    if (!early()) {
      return OptionalLong.empty();
    }
    int blocks = BlockTable.blocks(layout.diskBytes(), layout.blockBytes());
    int used = given == Given.ALL ? blocks : used(new int[blocks]);
    return OptionalLong.of(layout.slotsEnd(used) + layout.end().remaining());
  }

  @Override
  public int unit() {
    return MOST_UNIT;
  }

  @Override
  public DiskWriter open(DiskSink sink) throws FormatException {
    int[] slots = new int[BlockTable.blocks(layout.diskBytes(), layout.blockBytes())];
    Arrays.fill(slots, BlockLayout.NONE);
    int used =
        switch (given) {
          case NONE -> 0;
          case SHAPE -> used(slots);
          case ALL -> {
            Arrays.setAll(slots, block -> block);
            yield slots.length;
          }
        };
    Output output = new Output(sink);
    if (early()) {
      layout.writeFront(output, block -> slots[block], used);
    }
    Slots places = new Slots(slots, used, layout.lead().hasRemaining());
    return new BlockWriter(layout, output, places, early());
  }

  /** Gives a slot to each block in which the shape has data. */
  private int used(int[] slots) {
    int used = 0;
    long end = shape.virtualSize();
    int blockBytes = layout.blockBytes();
    long at = shape.nextData(0);
    while (at < end) {
      int block = (int) (at / blockBytes);
      slots[block] = used++;
      at = shape.nextData((block + 1L) * blockBytes);
    }
    return used;
  }
}
