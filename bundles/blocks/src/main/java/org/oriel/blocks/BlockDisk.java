// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Problem;

/** A disk of blocks. What it knows of the file it knows since it was opened. */
public final class BlockDisk implements Disk {
  /** Blocks that one extent joins at most. */
  private static final int MOST_JOINED = 65_536;

  private static final int MOST_PROBLEMS = 1000;

  private final DiskSource source;
  private final DiskInfo info;
  private final BlockTable table;

  public BlockDisk(DiskSource source, DiskInfo info, BlockTable table) {
    this.source = source;
    this.info = info;
    this.table = table;
  }

  @Override
  public DiskInfo info() {
    return info;
  }

  @Override
  public void read(long position, ByteBuffer into) throws FormatException {
    if (position < 0 || into.remaining() > table.diskBytes() - position) {
      throw new IllegalArgumentException(
          position + " + " + into.remaining() + " is not within the disk");
    }
    int limit = into.limit();
    long at = position;
    while (into.position() < limit) {
      long from = run(at);
      long behind = behind(at, from, limit - into.position());
      into.limit(into.position() + (int) Math.min(limit - into.position(), behind - at));
      at += into.remaining();
      if (from >= 0) {
        source.fill(from, into);
      } else {
        clear(into);
      }
      into.limit(limit);
    }
  }

  private static void clear(ByteBuffer into) {
    while (into.remaining() >= Long.BYTES) {
      into.putLong(0);
    }
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }

  @Override
  public Extent extentAt(long position) {
    if (position < 0 || position >= table.diskBytes()) {
      throw new IllegalArgumentException(position + " is not within the disk");
    }
    long from = run(position);
    long length = behind(position, from, (long) MOST_JOINED * table.blockBytes()) - position;
    if (from == BlockTable.ABSENT) {
      return new Extent(position, length, Content.ABSENT);
    }
    return from == BlockTable.ZERO
        ? new Extent(position, length, Content.ZERO)
        : new Extent(position, length, Content.DATA, OptionalLong.of(from));
  }

  /** Where a byte of the disk lies in the file, or a word of the table. */
  private long run(long position) {
    long from = table.position((int) (position / table.blockBytes()));
    return from < 0 ? from : from + position % table.blockBytes();
  }

  /** The end on the disk of the run that begins at a position; not much farther than wanted. */
  private long behind(long position, long from, long wanted) {
    int block = (int) (position / table.blockBytes());
    long end = (block + 1L) * table.blockBytes();
    while (++block < table.size() && end - position < wanted) {
      if (table.position(block) != (from < 0 ? from : from + (end - position))) {
        break;
      }
      end += table.blockBytes();
    }
    return Math.min(end, table.diskBytes());
  }

  @Override
  public void check(Consumer<Problem> problems) {
    long[] positions = table.positions();
    int told = 0;
    for (int i = 1; i < positions.length && told < MOST_PROBLEMS; i++) {
      if (positions[i] - positions[i - 1] < table.blockBytes()) {
        told++;
        problems.accept(
            new Problem(
                Problem.Kind.CORRUPTION, "Two blocks share the bytes at " + positions[i] + "."));
      }
    }
  }

  @Override
  public void close() {
    // The source stays the caller's, and there is nothing else.
  }
}
