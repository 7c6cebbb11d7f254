// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskShape;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;

/** Finds out where a disk holds data. */
final class Shapes {
  private Shapes() {}

  /** By what the file says. */
  static DiskShape byExtents(Disk disk) throws FormatException {
    long size = disk.info().virtualSize();
    DiskShape shape = new DiskShape(size);
    long position = 0;
    while (position < size) {
      Extent extent = disk.extentAt(position);
      if (extent.content().stored()) {
        shape.mark(position, extent.end() - position);
      }
      position = extent.end();
    }
    return shape;
  }

  /** Whether the file says nothing: it is one run of data from the first to the last byte. */
  static boolean saysNothing(Disk disk) throws FormatException {
    long size = disk.info().virtualSize();
    if (size == 0) {
      return false;
    }
    Extent extent = disk.extentAt(0);
    return extent.content() == Content.DATA && extent.end() == size;
  }

  /** By reading all of it. */
  static DiskShape byReading(Disk disk, ByteBuffer buffer, BooleanSupplier cancelled)
      throws FormatException {
    long size = disk.info().virtualSize();
    DiskShape shape = new DiskShape(size);
    for (long position = 0; position < size; position += buffer.capacity()) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("The conversion was cancelled");
      }
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
      disk.read(position, buffer);
      int length = buffer.flip().limit();
      for (int at = 0; at < length; at += DiskShape.FINEST) {
        int grain = Math.min(DiskShape.FINEST, length - at);
        if (!Zeros.only(buffer, at, grain)) {
          shape.mark(position + at, grain);
        }
      }
    }
    return shape;
  }
}
