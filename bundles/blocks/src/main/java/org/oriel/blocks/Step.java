// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A run of bytes of a file that a parser looks at; once it was seen, it tells what comes next. */
public abstract class Step {
  private final long offset;
  private final long length;
  private long taken;

  /** What comes after a step; empty after the last. */
  @FunctionalInterface
  public interface Next {
    Optional<Step> next() throws Refused;
  }

  /** Looks at a whole run. */
  @FunctionalInterface
  public interface Seen {
    Optional<Step> seen(ByteBuffer bytes) throws Refused;
  }

  /** Looks at the numbers of a table. */
  @FunctionalInterface
  public interface Entry {
    /**
     * One number of the table.
     *
     * @param index from 0
     * @param value unsigned if the table is one of u32
     */
    void entry(int index, long value) throws Refused;
  }

  /**
   * A run of bytes.
   *
   * @throws Refused if no file has them
   */
  protected Step(long offset, long length) throws Refused {
    if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
      throw Refused.corrupt(
          "Nothing of "
              + Long.toUnsignedString(length)
              + " bytes can lie at "
              + Long.toUnsignedString(offset)
              + ".");
    }
    this.offset = offset;
    this.length = length;
  }

  /** A short run, looked at as a whole. */
  public static Step bytes(long offset, int length, ByteOrder order, Seen seen) throws Refused {
    return new Bytes(offset, length, order, seen);
  }

  /** A table of u32. */
  public static Step ints(long offset, int count, ByteOrder order, Entry entry, Next next)
      throws Refused {
    return new Table(offset, count, 4, order, entry, next);
  }

  /** A table of u64. */
  public static Step longs(long offset, int count, ByteOrder order, Entry entry, Next next)
      throws Refused {
    return new Table(offset, count, 8, order, entry, next);
  }

  /** The next bytes of the run, all of which are taken. */
  protected abstract void take(ByteBuffer part) throws Refused;

  /** What comes after this step; called once, when all of the run was taken. */
  protected abstract Optional<Step> next() throws Refused;

  final long offset() {
    return offset;
  }

  final long end() {
    return offset + length;
  }

  final long at() {
    return offset + taken;
  }

  final boolean complete() {
    return taken == length;
  }

  /** The next bytes of the run; not more than are left of it. */
  final void feed(ByteBuffer part) throws Refused {
    taken += part.remaining();
    take(part);
  }

  /** What comes next. It lies behind, since a stream does not come back. */
  final Optional<Step> following() throws Refused {
    Optional<Step> next = next();
    if (next.isPresent() && next.get().offset < end()) {
      throw Refused.corrupt(
          "What should follow at " + next.get().offset + " would lie before " + end() + ".");
    }
    return next;
  }

  private static final class Bytes extends Step {
    private final ByteBuffer whole;
    private final Seen seen;

    Bytes(long offset, int length, ByteOrder order, Seen seen) throws Refused {
      super(offset, length);
      this.whole = ByteBuffer.allocate(length).order(order);
      this.seen = seen;
    }

    @Override
    protected void take(ByteBuffer part) {
      whole.put(part);
    }

    @Override
    protected Optional<Step> next() throws Refused {
      return seen.seen(whole.flip());
    }
  }

  private static final class Table extends Step {
    private final ByteBuffer split = ByteBuffer.allocate(8);
    private final int width;
    private final ByteOrder order;
    private final Entry entry;
    private final Next next;
    private int index;

    Table(long offset, int count, int width, ByteOrder order, Entry entry, Next next)
        throws Refused {
      super(offset, (long) count * width);
      this.width = width;
      this.order = order;
      this.entry = entry;
      this.next = next;
      split.order(order).limit(width);
    }

    @Override
    protected void take(ByteBuffer part) throws Refused {
      ByteBuffer bytes = part.order(order);
      while (bytes.hasRemaining()) {
        if (split.position() == 0 && bytes.remaining() >= width) {
          whole(bytes);
        } else {
          split.put(bytes.get());
          if (!split.hasRemaining()) {
            entry.entry(index++, number(split, 0));
            split.position(0);
          }
        }
      }
    }

    private void whole(ByteBuffer bytes) throws Refused {
      int at = bytes.position();
      for (int last = bytes.limit() - width; at <= last; at += width) {
        entry.entry(index++, number(bytes, at));
      }
      bytes.position(at);
    }

    private long number(ByteBuffer bytes, int at) {
      return width == 8 ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
    }

    @Override
    protected Optional<Step> next() throws Refused {
      return next.next();
    }
  }
}
