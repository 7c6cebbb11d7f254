// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.IntSupplier;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/** Leads files past inspectors, in one piece or in many. */
public final class Feeding {
  private Feeding() {}

  /** The verdict on bytes that come in one piece. */
  public static Verdict whole(DiskFormat format, byte[] bytes) {
    return whole(format, bytes, bytes.length);
  }

  /** The verdict on the first bytes of an array, as if the file ended there. */
  public static Verdict whole(DiskFormat format, byte[] bytes, int length) {
    StreamInspector inspector = format.inspector(Limits.DEFAULT);
    inspector.feed(ByteBuffer.wrap(bytes, 0, length));
    return inspector.verdict(length);
  }

  /** The verdict on bytes that come in pieces of equal size; the last one may be shorter. */
  public static Verdict pieces(DiskFormat format, byte[] bytes, int size) {
    return pieces(format, bytes, () -> size);
  }

  /** The verdict on bytes that come in pieces of random sizes from 1. */
  public static Verdict pieces(DiskFormat format, byte[] bytes, Random random, int most) {
    return pieces(format, bytes, () -> 1 + random.nextInt(most));
  }

  /**
   * Feeds through one buffer that is used again and overwritten in between, so that an inspector
   * that keeps it is found out; stops as soon as the inspector has seen enough.
   */
  private static Verdict pieces(DiskFormat format, byte[] bytes, IntSupplier sizes) {
    StreamInspector inspector = format.inspector(Limits.DEFAULT);
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    boolean more = true;
    for (int at = 0; at < bytes.length && more; ) {
      int size = Math.min(sizes.getAsInt(), bytes.length - at);
      buffer.clear().put(bytes, at, size).flip();
      more = inspector.feed(buffer.slice().asReadOnlyBuffer());
      buffer.clear();
      for (int i = 0; i < size; i++) {
        buffer.put((byte) 0xa5);
      }
      at += size;
    }
    return inspector.verdict(bytes.length);
  }
}
