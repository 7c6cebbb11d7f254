// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What stands before the parts of a stream. */
final class Marker {
  static final int END = 0;
  static final int TABLE = 1;
  static final int DIRECTORY = 2;
  static final int FOOTER = 3;

  /** Bytes before the packed bytes of a grain: its first sector on the disk, and their number. */
  static final int GRAIN_BYTES = Long.BYTES + Integer.BYTES;

  private Marker() {}

  /** The sector before a part that is no grain. */
  static ByteBuffer sector(int type, long sectors) {
    ByteBuffer bytes = ByteBuffer.allocate(Sectors.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(sectors).putInt(0).putInt(type).rewind();
  }
}
