// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Piece;

/** Reads what a window holds and packs it; zeros are left out. Used by many threads at once. */
final class Packer {
  /** Zeros are told from data in runs of at least so many bytes: a page of most file systems. */
  private static final int FINEST = 4096;

  private final Disk disk;
  private final DiskWriter writer;
  private final int unit;
  private final int grain;

  Packer(Disk disk, DiskWriter writer, int unit) {
    this.disk = disk;
    this.writer = writer;
    this.unit = unit;
    this.grain = Math.max(unit, FINEST);
  }

  /** The window's pieces; they hold on to the buffer. */
  List<Piece> pack(Window window, ByteBuffer buffer) throws FormatException {
    long first = window.end();
    long last = window.position();
    for (long at = window.position(); at < window.end(); ) {
      Extent extent = disk.extentAt(at);
      if (extent.content().stored()) {
        first = Math.min(first, at);
        last = Math.min(extent.end(), window.end());
      }
      at = extent.end();
    }
    if (first >= last) {
      return List.of();
    }
    first &= -unit;
    last = Math.min((last + unit - 1) & -unit, window.end());
    buffer.clear().limit((int) (last - first));
    disk.read(first, buffer);
    return packRuns(first, buffer.flip());
  }

  private List<Piece> packRuns(long first, ByteBuffer data) throws FormatException {
    List<Piece> pieces = new ArrayList<>();
    int length = data.limit();
    int from = nextData(data, 0);
    while (from < length) {
      int to = nextZero(data, from);
      pieces.add(writer.pack(first + from, data.slice(from, to - from)));
      from = nextData(data, to);
    }
    return pieces;
  }

  private int nextData(ByteBuffer data, int from) {
    int at = from;
    while (at < data.limit() && Zeros.only(data, at, Math.min(grain, data.limit() - at))) {
      at += grain;
    }
    return Math.min(at, data.limit());
  }

  private int nextZero(ByteBuffer data, int from) {
    int at = from;
    while (at < data.limit() && !Zeros.only(data, at, Math.min(grain, data.limit() - at))) {
      at += grain;
    }
    return Math.min(at, data.limit());
  }
}
