// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;

/** A disk that begins where its file begins. */
record FixedDisk(DiskSource source, DiskInfo info) implements Disk {
  @Override
  public void read(long position, ByteBuffer into) throws FormatException {
    if (position < 0 || into.remaining() > info.virtualSize() - position) {
      throw new IllegalArgumentException(
          position + " + " + into.remaining() + " is not within the disk");
    }
    source.fill(position, into);
  }

  @Override
  public Extent extentAt(long position) {
    if (position < 0 || position >= info.virtualSize()) {
      throw new IllegalArgumentException(position + " is not within the disk");
    }
    return new Extent(
        position, info.virtualSize() - position, Content.DATA, OptionalLong.of(position));
  }

  @Override
  public void close() {
    // The source stays the caller's, and there is nothing else.
  }
}
