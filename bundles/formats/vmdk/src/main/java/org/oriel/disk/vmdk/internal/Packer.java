// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.codec.DeflateEncoder;

/** Packs grains. Used by one thread at a time. */
final class Packer {
  /** Most bytes that one grain takes. */
  static final int MOST =
      (int) Sectors.roundUp(Marker.GRAIN_BYTES + DeflateEncoder.bound(Layout.GRAIN), Sectors.BYTES);

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(Layout.GRAIN).asReadOnlyBuffer();

  private final DeflateEncoder encoder =
      new DeflateEncoder(DeflateEncoder.Wrapper.ZLIB, DeflateEncoder.FULL_WINDOW);
  private final ByteBuffer last = ByteBuffer.allocate(Layout.GRAIN);

  /**
   * Packs a grain with its marker, up to the end of a sector.
   *
   * @param grain at most a grain's bytes; the rest of the disk's last one is zeros
   * @param into has room for {@link #MOST}
   * @return sectors written: none for zeros
   */
  byte pack(long number, ByteBuffer grain, ByteBuffer into) {
    if (grain.mismatch(ZEROS.slice(0, grain.remaining())) < 0) {
      return 0;
    }
    int start = into.position();
    into.order(ByteOrder.LITTLE_ENDIAN).putLong(number * Layout.GRAIN_SECTORS).putInt(0);
    int bytes = encoder.encode(whole(grain), into);
    into.putInt(start + Long.BYTES, bytes);
    while ((into.position() - start) % Sectors.BYTES != 0) {
      into.put((byte) 0);
    }
    return (byte) ((into.position() - start) / Sectors.BYTES);
  }

  private ByteBuffer whole(ByteBuffer grain) {
    if (grain.remaining() == Layout.GRAIN) {
      return grain;
    }
    last.clear().put(grain);
    while (last.hasRemaining()) {
      last.put((byte) 0);
    }
    return last.flip();
  }
}
