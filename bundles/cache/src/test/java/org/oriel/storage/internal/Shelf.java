// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.nio.file.Path;
import java.util.Map;
import org.oriel.storage.Storage;
import org.oriel.stores.file.internal.FileStoreType;
import org.osgi.framework.Version;

/** The real storage with one file store, {@code fast}, without a container. */
public final class Shelf implements AutoCloseable {
  private static final String PID = "org.oriel.store~fast";

  private final StorageService storage =
      new StorageService(Map.of("stores", "fast", "default_backend", "fast", "multistore", "true"));
  private final Path directory;

  public Shelf(Path directory) {
    this.directory = directory;
    storage
        .table()
        .offer(OfferedType.of(new FileStoreType(), "file", Version.parseVersion("1.0.0"), 1));
    add();
  }

  public Storage storage() {
    return storage;
  }

  /** Configures the store. */
  public void add() {
    Map<String, Object> raw =
        Map.of("name", "fast", "type", "file", "filesystem_store_datadir", directory.toString());
    storage.table().define(PID, StoreDefinition.from(raw));
  }

  /** Takes the configuration of the store away: it is absent now. */
  public void remove() {
    storage.table().forget(PID);
  }

  @Override
  public void close() {
    storage.stop();
  }
}
