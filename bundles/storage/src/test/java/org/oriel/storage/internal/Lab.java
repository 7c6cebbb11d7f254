// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.ImageLocation;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Stored;
import org.oriel.storage.Watcher;
import org.oriel.store.StoreType;
import org.oriel.testkit.store.Samples;
import org.osgi.framework.Version;

/** Storage without a container. */
final class Lab implements AutoCloseable {
  final StoreTable table;
  final Ingest ingest = new Ingest(new RingPool(16));
  final Finder finder;
  private long services;

  Lab() {
    this(Duration.ofSeconds(10));
  }

  Lab(Duration drain) {
    table =
        new StoreTable(
            new StorageSettings(List.of(), Optional.empty(), drain, true, 8),
            Duration.ofSeconds(1));
    finder = new Finder(table);
  }

  OfferedType offer(StoreType type, String version) {
    OfferedType offered =
        OfferedType.of(type, "plugin." + type.name(), Version.parseVersion(version), ++services);
    table.offer(offered);
    return offered;
  }

  void define(String id, String type, Map<String, ?> options) {
    Map<String, Object> raw = new HashMap<>(options);
    raw.put("name", id);
    raw.put("type", type);
    raw.put("service.pid", "org.oriel.store~" + id);
    table.define("org.oriel.store~" + id, StoreDefinition.from(raw));
  }

  Stored put(String store, String blobId, byte[] bytes) {
    return put(intake(store, blobId), bytes);
  }

  Stored put(Intake intake, byte[] bytes) {
    return put(intake, channel(bytes));
  }

  Stored put(Intake intake, ReadableByteChannel data) {
    try (Lease lease = table.lease(intake.store())) {
      return ingest.run(intake, data, lease, table.settings().multistore());
    }
  }

  byte[] get(ImageLocation... locations) throws Exception {
    try (ImageData data = finder.open(List.of(locations))) {
      return Samples.drain(data.from(0));
    }
  }

  static Intake intake(String store, String blobId, Watcher... watchers) {
    return new Intake(store, blobId, OptionalLong.empty(), 1L << 40, "sha512", List.of(watchers));
  }

  static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  @Override
  public void close() {
    table.close();
    ingest.close();
  }
}
