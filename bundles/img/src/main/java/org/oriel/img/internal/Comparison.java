// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.oriel.disk.Disk;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;

/** Compares two disks; what neither of them stores is not read. */
final class Comparison {
  private static final int WINDOW = 1 << 20;

  /** Mismatches are told by the sector, as qemu-img does. */
  private static final int SECTOR = 512;

  private final Disk one;
  private final Disk other;
  private final ByteBuffer ours = ByteBuffer.allocateDirect(WINDOW);
  private final ByteBuffer theirs = ByteBuffer.allocateDirect(WINDOW);

  Comparison(Disk one, Disk other) {
    this.one = one;
    this.other = other;
  }

  /** The sector that differs first. Behind its end, a disk reads as zeros. */
  OptionalLong mismatch() throws FormatException {
    long end = Math.max(one.info().virtualSize(), other.info().virtualSize());
    long position = 0;
    while (position < end) {
      long empty = Math.min(emptyUntil(one, position), emptyUntil(other, position));
      if (empty > position) {
        position = Math.min(empty, end);
        continue;
      }
      int length = (int) Math.min(WINDOW - position % WINDOW, end - position);
      read(one, position, ours.clear().limit(length));
      read(other, position, theirs.clear().limit(length));
      int at = ours.mismatch(theirs);
      if (at >= 0) {
        return OptionalLong.of((position + at) / SECTOR * SECTOR);
      }
      position += length;
    }
    return OptionalLong.empty();
  }

  /** Up to where a disk stores nothing. */
  private static long emptyUntil(Disk disk, long position) throws FormatException {
    if (position >= disk.info().virtualSize()) {
      return Long.MAX_VALUE;
    }
    Extent extent = disk.extentAt(position);
    return extent.content().stored() ? position : extent.end();
  }

  private static void read(Disk disk, long position, ByteBuffer into) throws FormatException {
    int length = into.limit();
    long there = Math.max(0, Math.min(length, disk.info().virtualSize() - position));
    if (there > 0) {
      disk.read(position, into.limit((int) there));
      into.limit(length);
    }
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
    into.flip();
  }
}
