// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.nio.file.Path;
import java.util.Map;
import org.oriel.storage.Storage;
import org.oriel.stores.file.internal.FileStoreType;
import org.oriel.stores.http.internal.HttpStoreType;
import org.osgi.framework.Version;

/**
 * The real storage with two file stores, {@code fast} and {@code slow}, and a staging area, without
 * a container.
 */
public final class Shelves implements AutoCloseable {
  private static final String PID = "org.oriel.store~";

  private final StorageService storage;
  private final Path directory;

  public Shelves(Path directory, boolean multistore) {
    this.directory = directory;
    this.storage =
        new StorageService(
            Map.of(
                "stores",
                "fast,slow",
                "default_backend",
                "fast",
                "multistore",
                Boolean.toString(multistore)));
    storage
        .table()
        .offer(OfferedType.of(new FileStoreType(), "file", Version.parseVersion("1.0.0"), 1));
    add("fast", 2);
    add("slow", 1);
    add(Storage.STAGING, 0);
  }

  public Storage storage() {
    return storage;
  }

  /** Configures a store. */
  public void add(String id, int weight) {
    Map<String, Object> raw =
        Map.of(
            "name",
            id,
            "type",
            "file",
            "weight",
            Integer.toString(weight),
            "filesystem_store_datadir",
            directory.resolve(id).toString());
    storage.table().define(PID + id, StoreDefinition.from(raw));
  }

  /** Configures the store {@code web}: all web servers. */
  public void addWeb() {
    storage.change(
        Map.of("stores", "fast,slow,web", "default_backend", "fast", "multistore", "true"));
    storage
        .table()
        .offer(OfferedType.of(new HttpStoreType(), "http", Version.parseVersion("1.0.0"), 2));
    storage
        .table()
        .define(PID + "web", StoreDefinition.from(Map.of("name", "web", "type", "http")));
  }

  /** Takes the configuration of a store away: it is absent now. */
  public void remove(String id) {
    storage.table().forget(PID + id);
  }

  @Override
  public void close() {
    storage.stop();
  }
}
