// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.disk.DiskSink;
import org.oriel.disk.FormatException;

/** Writes to a sink; its failures become those of a format. */
public final class Output {
  private static final int PART = 64 << 10;

  private final DiskSink sink;

  public Output(DiskSink sink) {
    this.sink = sink;
  }

  /** A number of a table. */
  @FunctionalInterface
  public interface Entries {
    long at(int index);
  }

  /** Writes all that remains in a buffer. */
  public void bytes(long position, ByteBuffer from) throws FormatException {
    try {
      sink.writeAt(position, from);
    } catch (FormatException refusal) {
      throw refusal;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }

  /** Writes a table of u32. */
  public void ints(long position, int count, ByteOrder order, Entries entries)
      throws FormatException {
    table(position, count, Integer.BYTES, order, entries);
  }

  /** Writes a table of u64. */
  public void longs(long position, int count, ByteOrder order, Entries entries)
      throws FormatException {
    table(position, count, Long.BYTES, order, entries);
  }

  private void table(long position, int count, int width, ByteOrder order, Entries entries)
      throws FormatException {
    ByteBuffer part = ByteBuffer.allocate(PART).order(order);
    long at = position;
    for (int index = 0; index < count; index++) {
      if (width == Long.BYTES) {
        part.putLong(entries.at(index));
      } else {
        part.putInt((int) entries.at(index));
      }
      if (!part.hasRemaining() || index == count - 1) {
        bytes(at, part.flip());
        at += part.limit();
        part.clear();
      }
    }
  }

  /** Writes zeros. */
  void zeros(long position, long length) throws FormatException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(PART, length));
    for (long at = position; at < position + length; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), position + length - at));
      bytes(at, zeros);
    }
  }

  /** Sets the length of the file. */
  void length(long bytes) throws FormatException {
    try {
      sink.length(bytes);
    } catch (FormatException refusal) {
      throw refusal;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }
}
