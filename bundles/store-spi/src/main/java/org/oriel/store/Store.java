// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** An open store: a place for blobs. */
@ConsumerType
public interface Store extends AutoCloseable {
  /** What this store is able to do; what is not declared answers {@link StoreException.NotAble}. */
  Set<Ability> abilities();

  /**
   * The handle of a blob, whether or not there is one. No I/O.
   *
   * @throws StoreException.BadLocation if the location is not one of this store's
   */
  Blob blob(Location location) throws StoreException;

  /**
   * Where the finished blob of an id lies, if this store holds it: so that remains of a crash can
   * be found.
   *
   * @throws StoreException.StoreDown if it cannot be known now
   */
  Optional<Location> find(String blobId) throws StoreException;

  /**
   * Begins a new blob. Until {@link BlobWriter#commit()} nobody sees it.
   *
   * @param blobId letters, digits, {@code -}, {@code _} and {@code .}; at most 255 of them, not
   *     beginning with a dot
   * @param expectedSize bytes that will come, if known; a blob that ends with another size is
   *     refused at commit
   * @return a writer that the caller closes
   * @throws StoreException.BlobExists if the id is taken; also thrown by {@link
   *     BlobWriter#commit()} to the slower of two
   * @throws StoreException.StoreFull if there is surely no room
   */
  BlobWriter create(String blobId, OptionalLong expectedSize) throws StoreException;

  /**
   * How the store is set up, for administrators: texts, numbers and truth values under the names
   * that Glance uses for this type, such as {@code data_dir}. No secrets, no I/O.
   */
  default Map<String, Object> properties() {
    return Map.of();
  }

  /** How the store fares. Cheap; the host asks from time to time. */
  default Health health() {
    return Health.READY;
  }

  /** Ends what is still open. Idempotent. */
  @Override
  void close();
}
