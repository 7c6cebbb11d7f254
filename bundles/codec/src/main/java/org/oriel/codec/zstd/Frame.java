// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * How long a frame is, without unpacking it, so that each is given to the library by itself: what
 * lies behind it may be anything. RFC 8878, section 3.1.1.
 */
final class Frame {
  private static final int MAGIC = 0xfd2fb528;
  private static final int SINGLE_SEGMENT = 1 << 5;
  private static final int RESERVED = 1 << 3;
  private static final int CHECKSUM = 1 << 2;
  private static final int DICTIONARY = 3;
  private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
  private static final int RUN = 1;
  private static final int RESERVED_BLOCK = 3;
  private static final int MOST_BLOCK = 1 << 17;
  private static final int BLOCK_HEAD = 3;
  private static final int CHECKSUM_BYTES = 4;

  private Frame() {}

  /**
   * Bytes of the frame that begins at a buffer's position.
   *
   * @throws DataFormatException if none does, it needs a dictionary, or it does not end within the
   *     buffer
   */
  static int length(ByteBuffer buffer) throws DataFormatException {
    ByteBuffer bytes = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    need(bytes, Integer.BYTES + 1);
    if (bytes.getInt() != MAGIC) {
      throw new DataFormatException("no frame of zstd");
    }
    int descriptor = bytes.get();
    if ((descriptor & RESERVED) != 0) {
      throw new DataFormatException("a reserved bit of the frame is set");
    }
    if ((descriptor & DICTIONARY) != 0) {
      throw new DataFormatException("the frame needs a dictionary");
    }
    boolean single = (descriptor & SINGLE_SEGMENT) != 0;
    int sizeBytes = CONTENT_SIZE_BYTES[descriptor >>> 6 & 3];
    // A window of one byte, or, with a single segment, at least one byte of the content's size.
    skip(bytes, single ? Math.max(1, sizeBytes) : 1 + sizeBytes);
    skipBlocks(bytes);
    if ((descriptor & CHECKSUM) != 0) {
      skip(bytes, CHECKSUM_BYTES);
    }
    return bytes.position();
  }

  private static void skipBlocks(ByteBuffer bytes) throws DataFormatException {
    int head;
    do {
      need(bytes, BLOCK_HEAD);
      head = Short.toUnsignedInt(bytes.getShort()) | (bytes.get() & 0xff) << 16;
      int type = head >>> 1 & 3;
      int size = head >>> 3;
      if (type == RESERVED_BLOCK || size > MOST_BLOCK) {
        throw new DataFormatException("a block of the frame is of no known kind");
      }
      skip(bytes, type == RUN ? 1 : size);
    } while ((head & 1) == 0);
  }

  private static void skip(ByteBuffer bytes, int count) throws DataFormatException {
    need(bytes, count);
    bytes.position(bytes.position() + count);
  }

  private static void need(ByteBuffer bytes, int count) throws DataFormatException {
    if (bytes.remaining() < count) {
      throw new DataFormatException("the frame ends too early");
    }
  }
}
