// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks blocks whose length is known: the JDK's {@link Inflater}, kept for many blocks. */
public final class InflateDecoder implements AutoCloseable {
  private final Inflater inflater;
  private final byte[] beyond = new byte[1];

  /**
   * @param wrapper what lies around the streams; the checksum of a zlib stream is checked
   */
  public InflateDecoder(DeflateEncoder.Wrapper wrapper) {
    this.inflater = new Inflater(wrapper == DeflateEncoder.Wrapper.NONE);
  }

  /**
   * Unpacks one stream into all that remains of a buffer.
   *
   * @param from the stream; bytes behind its end are not looked at; the position moves
   * @throws DataFormatException if it is no such stream, or not of just this length; what was
   *     written is not to be used
   */
  public void decode(ByteBuffer from, ByteBuffer into) throws DataFormatException {
    decode(from, into, into.remaining());
  }

  /**
   * Unpacks one stream that may be shorter than the buffer.
   *
   * @param least bytes that it must have
   * @throws DataFormatException if it is no such stream, has fewer bytes, or more than there is
   *     room for; what was written is not to be used
   */
  public void decode(ByteBuffer from, ByteBuffer into, int least) throws DataFormatException {
    int room = into.remaining();
    inflater.reset();
    inflater.setInput(from);
    while (into.hasRemaining() && !inflater.finished()) {
      if (inflater.inflate(into) == 0 && !inflater.finished()) {
        throw new DataFormatException("the stream ends too early");
      }
    }
    // One byte of room more tells whether the stream ends here, and makes its checksum be looked
    // at.
    if (!inflater.finished() && inflater.inflate(beyond) > 0) {
      throw new DataFormatException("the stream is too long");
    }
    if (!inflater.finished()) {
      throw new DataFormatException("the stream has no end");
    }
    if (room - into.remaining() < least) {
      throw new DataFormatException("the stream is too short");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
