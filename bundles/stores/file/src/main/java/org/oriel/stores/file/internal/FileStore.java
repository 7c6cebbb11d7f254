// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.oriel.base.Workers;
import org.oriel.store.Ability;
import org.oriel.store.Blob;
import org.oriel.store.BlobWriter;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;

/** A store of plain files; its locations read {@code file:///DIRECTORY/BLOB}, never encoded. */
final class FileStore implements Store {
  private static final Pattern BLOB_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254}");
  private static final Pattern URI =
      Pattern.compile(
          "(?i:" + FileStoreType.SCHEME + "|" + FileStoreType.OLD_SCHEME + ")://(/[^\\x00]+)");
  private static final int FLUSHING_THREADS = 2;
  private static final int MOST_WAITING_FLUSHES = 64;

  private final FileSettings settings;
  private final DirectBuffers directBuffers;
  private final Directories directories;
  private final Publisher publisher;
  private final ExecutorService flushing =
      Workers.pool("store-file-flush", FLUSHING_THREADS, MOST_WAITING_FLUSHES);
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  FileStore(FileSettings settings, DirectBuffers directBuffers) {
    this.settings = settings;
    this.directBuffers = directBuffers;
    this.directories = new Directories(settings.places());
    this.publisher = new Publisher(directories.all());
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.WRITE, Ability.DELETE, Ability.RANDOM_READ, Ability.LOCAL_FILE);
  }

  @Override
  public Blob blob(Location location) throws StoreException {
    var match = URI.matcher(location.uri().trim());
    try {
      if (match.matches()) {
        Path path = Path.of(match.group(1));
        String name = path.getNameCount() == 0 ? "" : path.getFileName().toString();
        if (path.equals(path.normalize())
            && directories.hold(path)
            && !name.startsWith(Temporaries.PREFIX)) {
          return new FileBlob(this, directories, path);
        }
      }
    } catch (InvalidPathException e) {
      throw new StoreException.BadLocation("The location is not a path.");
    }
    throw new StoreException.BadLocation("The location is not in a directory of this store.");
  }

  @Override
  public Optional<Location> find(String blobId) throws StoreException {
    requireOpen();
    return BLOB_ID.matcher(blobId).matches()
        ? publisher.find(blobId).map(this::location)
        : Optional.empty();
  }

  @Override
  public BlobWriter create(String blobId, OptionalLong expectedSize) throws StoreException {
    requireOpen();
    if (!BLOB_ID.matcher(blobId).matches()) {
      throw new StoreException.BadLocation("Not a blob id.");
    }
    if (publisher.find(blobId).isPresent()) {
      throw new StoreException.BlobExists("Blob " + blobId + " exists.");
    }
    Path directory = directories.choose(expectedSize);
    try {
      return keep(new FileWriter(this, directory.resolve(blobId), expectedSize));
    } catch (IOException e) {
      throw Failures.of(e, directory);
    }
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of(
        "data_dir",
        directories.all().get(0).toString(),
        "chunk_size",
        settings.chunk(),
        "thin_provisioning",
        settings.holes());
  }

  @Override
  public Health health() {
    return directories.health();
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(FileStore::end);
    open.clear();
    flushing.shutdown();
  }

  private static void end(Closeable opened) {
    try {
      opened.close();
    } catch (IOException e) {
      // Its owner finds it closed or learns of the failure at its next call; the others must end.
      return;
    }
  }

  FileSettings settings() {
    return settings;
  }

  Publisher publisher() {
    return publisher;
  }

  ExecutorService flushing() {
    return flushing;
  }

  DirectBuffers directBuffers() {
    return directBuffers;
  }

  Location location(Path file) {
    Map<String, Object> facts = settings.facts().map(known -> known.about(file)).orElseGet(Map::of);
    return new Location(FileStoreType.SCHEME + "://" + file, facts);
  }

  /** Remembers something to be closed with this store. */
  <T extends Closeable> T keep(T opened) throws IOException {
    open.add(opened);
    if (closed) {
      forget(opened);
      opened.close();
    }
    requireOpen();
    return opened;
  }

  void forget(Closeable closed) {
    open.remove(closed);
  }

  void requireOpen() throws StoreException {
    if (closed) {
      throw new StoreException.StoreDown("The store is closed.");
    }
  }

  static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }
}
