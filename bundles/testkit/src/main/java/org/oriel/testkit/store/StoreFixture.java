// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.oriel.store.BlobWriter;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;

/** What the contract needs to know of a plugin and of the empty place it shall work in. */
public interface StoreFixture {
  /** The plugin. The same object at each call. */
  StoreType type();

  /** Settings of a store in an empty place of its own. The same at each call. */
  StoreSettings settings();

  /** The size at which the store begins a new piece: boundaries are tried around it. */
  int chunk();

  /** The URI that Glance writes for a blob of this store. */
  String uri(String blobId);

  /**
   * A text for each thing that now lies in the place: blobs, temporaries, parts. Compared before
   * and after. Without another way to look: what the store tells of its room.
   */
  default Set<String> listEverything(Store store) throws IOException {
    return Set.of("free " + store.health().freeBytes());
  }

  /** Puts a blob into the place; a store that cannot write needs another way than its own. */
  default Location plant(Store store, String blobId, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(blobId, OptionalLong.of(bytes.length))) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  /** Settings of a place that has room for about so many bytes. */
  default Optional<StoreSettings> cramped(long bytes) throws IOException {
    return Optional.empty();
  }

  /** Settings with exactly one mistake. */
  default Optional<StoreSettings> wrong() {
    return Optional.empty();
  }

  /** Settings of a place that cannot be used now. */
  default Optional<StoreSettings> unreachable() throws IOException {
    return Optional.empty();
  }

  /** Locations that belong to somebody else, beyond the plain ones that the contract tries. */
  default List<Location> foreign() {
    return List.of();
  }

  /** Other writings of the location of a blob that must be understood. */
  default List<String> synonyms(String blobId) {
    return List.of();
  }

  /** Texts within the settings that must never be shown. */
  default List<String> secrets() {
    return List.of();
  }

  /** Whether blobs outlive the process, so that a killed writer can be tried. */
  default boolean outlivesProcess() {
    return true;
  }

  /** Settings with which runs of zeros cost next to nothing, so that 4 GiB can be tried. */
  default Optional<StoreSettings> sparse() {
    return Optional.empty();
  }
}
