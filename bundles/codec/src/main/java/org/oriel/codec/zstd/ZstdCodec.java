// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/** Packs and unpacks blocks of zstd. */
public interface ZstdCodec extends AutoCloseable {
  /** Most bytes of one block, packed or not. */
  int MOST = 1 << 26;

  /**
   * Packs all that remains in a buffer as one frame, which names its content's size.
   *
   * @param from at most {@link #MOST} bytes; its position stays as it is
   * @param into takes the frame from its position on
   * @return bytes of the frame; -1 if there is not room for it, and then the position is as before
   */
  int encode(ByteBuffer from, ByteBuffer into);

  /**
   * Unpacks frames until all that remains of a buffer is filled; what lies behind the last frame
   * that was needed is not looked at.
   *
   * @param from frames; the position moves behind the last one that was needed
   * @throws DataFormatException if these are no frames, they end too early, or one of them does not
   *     fit; what was written is not to be used
   */
  void decode(ByteBuffer from, ByteBuffer into) throws DataFormatException;

  @Override
  void close();
}
