// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.oriel.testkit.store.StoreFixture;

/** A file store in a temporary directory. */
final class FileFixture implements StoreFixture {
  private final Path place;
  private final FileStoreType type = new FileStoreType();

  FileFixture(Path place) {
    this.place = place;
  }

  Path images() {
    return place.resolve("images");
  }

  StoreSettings with(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.putIfAbsent("filesystem_store_datadir", images().toString());
    return new StoreSettings("disk", options);
  }

  @Override
  public StoreType type() {
    return type;
  }

  @Override
  public StoreSettings settings() {
    return with(Map.of());
  }

  @Override
  public int chunk() {
    return 64 << 10;
  }

  @Override
  public String uri(String blobId) {
    return "file://" + images() + "/" + blobId;
  }

  @Override
  public Set<String> listEverything(Store store) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .map(file -> file + " " + (Files.isDirectory(file) ? 0 : size(file)))
          .collect(Collectors.toSet());
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<StoreSettings> wrong() {
    return Optional.of(with(Map.of("filesystem_store_datadir", "relative/path")));
  }

  @Override
  public Optional<StoreSettings> unreachable() throws IOException {
    Path file = Files.createFile(place.resolve("file"));
    return Optional.of(with(Map.of("filesystem_store_datadir", file + "/below")));
  }

  @Override
  public List<Location> foreign() {
    return Stream.of(
            "file://" + images(),
            "file://" + images() + "/",
            "file://" + images() + "/../secret",
            "file://" + images() + "/x/../../secret",
            "file://" + images() + "/.oriel-1-2.part",
            "file://" + images() + "x/blob",
            "file:///etc/passwd",
            "file://etc/passwd",
            "file:" + images() + "/blob",
            "http://" + images() + "/blob")
        .map(Location::of)
        .toList();
  }

  @Override
  public List<String> synonyms(String blobId) {
    return List.of("filesystem://" + images() + "/" + blobId, uri(blobId) + " ");
  }

  @Override
  public Optional<StoreSettings> sparse() {
    return Optional.of(with(Map.of("filesystem_thin_provisioning", "true")));
  }
}
