// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;

/** Keeps the last bytes of those that pass by. */
final class Tail {
  private final byte[] kept;
  private int filled;

  Tail(int bytes) {
    this.kept = new byte[bytes];
  }

  /** Takes all of a buffer, which stays as it is. */
  void feed(ByteBuffer bytes) {
    int fresh = Math.min(bytes.remaining(), kept.length);
    int old = Math.min(filled, kept.length - fresh);
    System.arraycopy(kept, filled - old, kept, 0, old);
    bytes.get(bytes.limit() - fresh, kept, old, fresh);
    filled = old + fresh;
  }

  boolean full() {
    return filled == kept.length;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(kept, 0, filled);
  }
}
