// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The handle of a blob. Holds no resource. */
@ConsumerType
public interface Blob {
  /**
   * Bytes of the blob.
   *
   * @throws StoreException.BlobMissing if there is no such blob
   */
  long size() throws StoreException;

  /**
   * The bytes from an offset on; at and beyond the end there are none.
   *
   * @param offset not negative
   * @return a channel that the caller closes; read errors are {@link StoreException}s
   * @throws StoreException.BlobMissing if there is no such blob
   */
  ReadableByteChannel read(long offset) throws StoreException;

  /**
   * Reads at a position, by many threads at once if they like. Needs {@link Ability#RANDOM_READ}.
   *
   * @return bytes read, at least one unless {@code into} is full, or -1 at and beyond the end
   */
  default int readAt(long position, ByteBuffer into) throws StoreException {
    throw new StoreException.NotAble("This store cannot read at a position.");
  }

  /** The file that holds just these bytes, with {@link Ability#LOCAL_FILE}. Only to be read. */
  default Optional<Path> localFile() {
    return Optional.empty();
  }

  /**
   * Removes the blob. A reader that has it open finishes, or gets an error, but never wrong bytes.
   *
   * @return {@code false} if it was not there
   * @throws StoreException.BlobInUse if something depends on it
   */
  boolean delete() throws StoreException;
}
