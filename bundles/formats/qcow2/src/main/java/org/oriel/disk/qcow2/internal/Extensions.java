// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;

/** Walks over the header extensions, which lie between the header and the end of its cluster. */
final class Extensions {
  private static final int END = 0;
  private static final int DATA_FILE_NAME = 0x44415441;

  private final ByteBuffer head = ByteBuffer.allocate(8);
  private long left;
  private long skip;
  private boolean ended;

  /**
   * @param header bytes of the header
   * @param taken bytes of the header that were taken already
   * @param most bytes that header and extensions may have together
   */
  Extensions(int header, int taken, long most) {
    this.skip = (long) header - taken;
    this.left = most - header;
  }

  /** Whether the last one was seen. */
  boolean ended() {
    return ended;
  }

  /** Takes bytes until the extensions end. */
  void feed(ByteBuffer bytes) throws Refused {
    while (!ended && bytes.hasRemaining()) {
      if (skip > 0) {
        int step = (int) Math.min(skip, bytes.remaining());
        bytes.position(bytes.position() + step);
        skip -= step;
      } else if (head.position() == 0 && left < 8) {
        ended = true;
      } else {
        head.put(bytes.get());
        if (!head.hasRemaining()) {
          extension(head.getInt(0), Integer.toUnsignedLong(head.getInt(4)));
          head.clear();
        }
      }
    }
  }

  private void extension(int type, long length) throws Refused {
    left -= 8;
    if (type == END) {
      ended = true;
      return;
    }
    if (type == DATA_FILE_NAME) {
      throw Refused.unsafe("The name of an external data file is not accepted.");
    }
    long padded = (length + 7) & ~7L;
    if (padded > left) {
      throw Refused.corrupt("A header extension of " + length + " bytes does not fit.");
    }
    left -= padded;
    skip = padded;
  }
}
