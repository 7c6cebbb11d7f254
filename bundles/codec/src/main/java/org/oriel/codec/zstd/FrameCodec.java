// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/** What both libraries need: one frame at a time, and room that is sure to be enough. */
abstract class FrameCodec implements ZstdCodec {
  private byte[] input = new byte[0];
  private byte[] output = new byte[0];

  /** Most bytes that a frame with so much content takes. */
  abstract int bound(int length);

  /** Packs; there is room for {@link #bound}. */
  abstract int pack(byte[] from, int offset, int length, byte[] into);

  /**
   * Unpacks one frame.
   *
   * @param from just one frame, in an array or direct
   * @param into in an array or direct; its position moves
   * @throws RuntimeException if it is damaged, or there is not room
   */
  abstract void unpack(ByteBuffer from, ByteBuffer into);

  @Override
  public final int encode(ByteBuffer from, ByteBuffer into) {
    int length = from.remaining();
    if (length > MOST) {
      throw new IllegalArgumentException(length + " bytes are more than " + MOST);
    }
    if (output.length < bound(length)) {
      output = new byte[bound(length)];
    }
    int bytes;
    if (from.hasArray()) {
      bytes = pack(from.array(), from.arrayOffset() + from.position(), length, output);
    } else {
      bytes = pack(copy(from, length), 0, length, output);
    }
    if (bytes > into.remaining()) {
      return -1;
    }
    into.put(output, 0, bytes);
    return bytes;
  }

  @Override
  public final void decode(ByteBuffer from, ByteBuffer into) throws DataFormatException {
    while (into.hasRemaining()) {
      int length = Frame.length(from);
      if (length > MOST) {
        throw new DataFormatException("the frame is longer than " + MOST + " bytes");
      }
      ByteBuffer frame =
          from.hasArray() || from.isDirect()
              ? from.slice(from.position(), length)
              : ByteBuffer.wrap(copy(from, length), 0, length);
      try {
        unpack(frame, into);
      } catch (RuntimeException damaged) {
        DataFormatException failure = new DataFormatException("a frame of zstd is damaged");
        failure.initCause(damaged);
        throw failure;
      }
      from.position(from.position() + length);
    }
  }

  private byte[] copy(ByteBuffer from, int length) {
    if (input.length < length) {
      input = new byte[length];
    }
    from.get(from.position(), input, 0, length);
    return input;
  }
}
