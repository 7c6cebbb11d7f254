// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.osgi.annotation.versioning.ConsumerType;

/** A blob on its way in. */
@ConsumerType
public interface BlobWriter extends WritableByteChannel {
  /**
   * Takes all remaining bytes of the buffer.
   *
   * @throws StoreException.StoreFull if there is no more room
   */
  @Override
  int write(ByteBuffer from) throws StoreException;

  /**
   * Makes the blob visible and durable; after return it survives a loss of power.
   *
   * @throws StoreException.SizeMismatch if another size was expected
   * @throws StoreException.BlobExists if another writer of the same id was faster
   */
  Location commit() throws StoreException;

  /** Without a commit before it: nothing remains. Idempotent. */
  @Override
  void close();
}
