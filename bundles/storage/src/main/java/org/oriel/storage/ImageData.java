// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/** Data that can be read, on a lease of their store: the lease ends with {@link #close()}. */
public interface ImageData extends AutoCloseable {
  /** Bytes of the data. */
  long size();

  /** Id of the store they are read from. */
  String store();

  /**
   * The bytes from an offset on. Reading into direct buffers is the cheapest.
   *
   * @return a channel that ends with this object, or when the caller closes it
   */
  ReadableByteChannel from(long offset) throws IOException;

  /** Idempotent. */
  @Override
  void close();
}
