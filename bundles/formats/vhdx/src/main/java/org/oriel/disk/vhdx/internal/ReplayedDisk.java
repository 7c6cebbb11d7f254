// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.oriel.blocks.BlockDisk;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Problem;

/** A disk whose data may lie in the log: nobody is told where they lie in the file. */
record ReplayedDisk(BlockDisk disk) implements Disk {
  @Override
  public DiskInfo info() {
    return disk.info();
  }

  @Override
  public void read(long position, ByteBuffer into) throws FormatException {
    disk.read(position, into);
  }

  @Override
  public Extent extentAt(long position) {
    Extent extent = disk.extentAt(position);
    return new Extent(extent.start(), extent.length(), extent.content());
  }

  @Override
  public void check(Consumer<Problem> problems) {
    disk.check(problems);
  }

  @Override
  public void close() {
    disk.close();
  }
}
