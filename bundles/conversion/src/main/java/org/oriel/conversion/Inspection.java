// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.nio.ByteBuffer;

/**
 * Looks at one stream, all formats at once, in one pass; and at what is inside, if the stream is
 * compressed. Whoever began it closes it, finished or not.
 */
public interface Inspection extends AutoCloseable {
  /**
   * The next bytes; position and limit of the buffer stay as they are.
   *
   * @throws org.oriel.image.Refusal.Unavailable if the data are compressed, and too many are looked
   *     into just now
   */
  void feed(ByteBuffer bytes);

  /**
   * What the stream was.
   *
   * @param length bytes of the whole stream
   * @throws org.oriel.image.Refusal.Unavailable if it could not be looked at to its end
   */
  Finding finish(long length);

  /** Ends what is still under way. */
  @Override
  void close();
}
