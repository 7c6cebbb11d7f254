// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;

/** A disk whose bytes are the file's: one run of data. Where it is zero, only reading tells. */
final class RawDisk implements Disk {
  private final DiskSource source;
  private final DiskInfo info;

  RawDisk(DiskSource source) {
    this.source = source;
    this.info = new DiskInfo(RawFormat.NAME, source.size());
  }

  @Override
  public DiskInfo info() {
    return info;
  }

  @Override
  public void read(long position, ByteBuffer into) throws FormatException {
    source.fill(position, into);
  }

  @Override
  public Extent extentAt(long position) {
    return new Extent(
        position, info.virtualSize() - position, Content.DATA, OptionalLong.of(position));
  }

  @Override
  public void close() {}
}
