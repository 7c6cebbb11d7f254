// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOptions.Tables;
import org.oriel.disk.WritePlan;

/** What a writer does that goes on after another, of whom not all is known. */
class BlockWriterTest {
  private static final int HALF = 64 << 10;
  private static final int BLOCK = 2 * HALF;
  private static final int FRONT = 4096;
  private static final int BLOCKS = 10;

  private final byte[] file = new byte[FRONT + BLOCKS * (BLOCK + 1)];
  private long length;

  /** Ten blocks behind a table of their slots. */
  private record Plain(int leadBytes) implements BlockLayout {
    @Override
    public long diskBytes() {
      return (long) BLOCKS * BLOCK;
    }

    @Override
    public int blockBytes() {
      return BLOCK;
    }

    @Override
    public long frontBytes() {
      return FRONT;
    }

    @Override
    public ByteBuffer lead() {
      return ByteBuffer.allocate(leadBytes).put(new byte[] {1}, 0, leadBytes).flip();
    }

    @Override
    public void writeFront(Output output, IntUnaryOperator slots, int used) throws FormatException {
      output.ints(0, BLOCKS, ByteOrder.BIG_ENDIAN, slots::applyAsInt);
    }
  }

  private final class Memory implements DiskSink {
    @Override
    public void writeAt(long position, ByteBuffer from) {
      from.get(file, (int) position, from.remaining());
    }

    @Override
    public void length(long bytes) {
      length = bytes;
    }
  }

  private static WritePlan plan(int leadBytes) {
    Plain layout = new Plain(leadBytes);
    return BlockPlan.growing(layout, DiskShape.full(layout.diskBytes()), Tables.LATE);
  }

  private static byte[] write(DiskWriter writer, int block, int half) throws FormatException {
    byte[] data = new byte[HALF];
    Arrays.fill(data, (byte) (16 * (half + 1) + block));
    long position = (long) block * BLOCK + half * (long) HALF;
    return writer.write(writer.pack(position, ByteBuffer.wrap(data)));
  }

  private int slot(int block) {
    return ByteBuffer.wrap(file).getInt(4 * block);
  }

  private byte[] half(int block, int half) {
    int from = FRONT + slot(block) * BLOCK + half * HALF;
    return Arrays.copyOfRange(file, from, from + HALF);
  }

  @Test
  void whatTheFirstWriterDidNotTellOfIsNotLeftInTheBlocksOfTheSecond() throws FormatException {
    DiskWriter second = plan(0).open(new Memory());
    try (DiskWriter first = plan(0).open(new Memory())) {
      byte[] five = write(first, 5, 0);
      write(first, 7, 0);
      byte[] nine = write(first, 9, 1);
      write(first, 4, 1);
      second.recall(nine);
      second.recall(five);
    }
    try (second) {
      write(second, 2, 1);
      write(second, 4, 1);
      write(second, 7, 0);
      write(second, 1, 0);
      second.finish();
    }
    assertThat(half(2, 0)).as("where 7 was").containsOnly(0);
    assertThat(half(2, 1)).containsOnly(34);
    assertThat(half(1, 0)).containsOnly(17);
    assertThat(half(1, 1)).containsOnly(0);
    assertThat(half(5, 0)).containsOnly(21);
    assertThat(half(9, 1)).containsOnly(41);
    assertThat(half(7, 0)).containsOnly(23);
    assertThat(half(7, 1)).containsOnly(0);
    int[] slots = {slot(1), slot(2), slot(4), slot(5), slot(7), slot(9)};
    Arrays.sort(slots);
    assertThat(slots).as("without a gap").containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(slot(0)).isEqualTo(BlockLayout.NONE);
    assertThat(length).isEqualTo(FRONT + 6 * BLOCK);
  }

  @Test
  void leadIsWrittenOnceForEachBlock() throws FormatException {
    try (DiskWriter writer = plan(1).open(new Memory())) {
      write(writer, 3, 1);
      file[FRONT] = 5;
      write(writer, 3, 0);
      write(writer, 6, 0);
      assertThat(writer.finish()).isEqualTo(FRONT + 2 * (BLOCK + 1));
    }
    assertThat(file[FRONT]).isEqualTo((byte) 5);
    assertThat(file[FRONT + 1]).isEqualTo((byte) 19);
    assertThat(file[FRONT + 1 + BLOCK]).isEqualTo((byte) 1);
  }

  @Test
  void notesThatCannotBeAreRefused() throws FormatException {
    try (DiskWriter writer = plan(0).open(new Memory())) {
      byte[] note = write(writer, 3, 0);
      assertThat(note).hasSize(8);
      for (int[] wrong : new int[][] {{-1, 0}, {10, 0}, {0, -1}, {0, 10}, {4, 0}, {3, 1}}) {
        byte[] bytes = new byte[8];
        ByteBuffer.wrap(bytes).putInt(wrong[0]).putInt(wrong[1]);
        assertThatThrownBy(() -> writer.recall(bytes))
            .as(Arrays.toString(wrong))
            .isInstanceOf(FormatException.Corrupt.class);
      }
      assertThatThrownBy(() -> writer.recall(new byte[7]))
          .isInstanceOf(FormatException.Corrupt.class);
      writer.recall(note);
    }
  }

  @Test
  void pieceOutsideTheDiskIsNotPacked() throws FormatException {
    try (DiskWriter writer = plan(0).open(new Memory())) {
      assertThatThrownBy(() -> writer.pack(BLOCKS * (long) BLOCK - 1, ByteBuffer.allocate(2)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.pack(0, ByteBuffer.allocate(0)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
