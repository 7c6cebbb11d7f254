// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.nio.ByteBuffer;

/** Looks at one stream, all formats at once, in one pass. */
public interface Inspection {
  /** The next bytes; position and limit of the buffer stay as they are. */
  void feed(ByteBuffer bytes);

  /**
   * What the stream was.
   *
   * @param length bytes of the whole stream
   */
  Finding finish(long length);
}
