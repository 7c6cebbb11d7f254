// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.nio.ByteBuffer;

/** Looks on while data come in, and may refuse them. Called by one thread at a time, in order. */
public interface Watcher {
  /**
   * The next bytes, read-only; not to be kept.
   *
   * @throws org.oriel.image.Refusal to end the intake at once
   */
  void see(ByteBuffer bytes);

  /**
   * All bytes have been seen; the data are not yet visible to anybody.
   *
   * @param size bytes of the data
   * @throws org.oriel.image.Refusal to refuse the data
   */
  void end(long size);
}
