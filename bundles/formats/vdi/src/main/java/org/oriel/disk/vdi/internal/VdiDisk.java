// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.oriel.blocks.BlockDisk;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Problem;

/**
 * A disk whose header counts its blocks.
 *
 * @param allocated blocks that lie in the file, as the header says
 * @param counted the same, as the map says
 */
record VdiDisk(BlockDisk disk, long allocated, long counted) implements Disk {
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
    return disk.extentAt(position);
  }

  @Override
  public void check(Consumer<Problem> problems) {
    disk.check(problems);
    if (allocated != counted) {
      problems.accept(
          new Problem(
              allocated > counted ? Problem.Kind.LEAK : Problem.Kind.CORRUPTION,
              "The header counts " + allocated + " blocks in the file, the map " + counted + "."));
    }
  }

  @Override
  public void close() {
    disk.close();
  }
}
