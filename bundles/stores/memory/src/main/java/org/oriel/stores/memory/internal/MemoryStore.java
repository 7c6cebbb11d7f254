// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.memory.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.oriel.store.Ability;
import org.oriel.store.Blob;
import org.oriel.store.BlobWriter;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;

/** A store on the heap; its locations read {@code memory://STORE/BLOB}. */
final class MemoryStore implements Store {
  private static final Pattern BLOB_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254}");

  private final String prefix;
  private final long maxBytes;
  private final Contents contents;
  private final Runnable giveBack;
  private final AtomicBoolean closed = new AtomicBoolean();

  MemoryStore(String id, long maxBytes, Contents contents, Runnable giveBack) {
    this.prefix = MemoryStoreType.SCHEME + "://" + id + "/";
    this.maxBytes = maxBytes;
    this.contents = contents;
    this.giveBack = giveBack;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.WRITE, Ability.DELETE, Ability.RANDOM_READ);
  }

  @Override
  public Blob blob(Location location) throws StoreException {
    String blobId =
        location.uri().startsWith(prefix) ? location.uri().substring(prefix.length()) : "";
    if (!BLOB_ID.matcher(blobId).matches()) {
      throw new StoreException.BadLocation("Not a location of this memory store.");
    }
    return new MemoryBlob(this, contents, blobId);
  }

  @Override
  public Optional<Location> find(String blobId) throws StoreException {
    requireOpen();
    return contents.has(blobId) ? Optional.of(location(blobId)) : Optional.empty();
  }

  @Override
  public BlobWriter create(String blobId, OptionalLong expectedSize) throws StoreException {
    requireOpen();
    if (!BLOB_ID.matcher(blobId).matches()) {
      throw new StoreException.BadLocation("Not a blob id.");
    }
    if (contents.has(blobId)) {
      throw new StoreException.BlobExists("Blob " + blobId + " exists.");
    }
    if (expectedSize.orElse(0) > maxBytes - contents.used()) {
      throw full();
    }
    return new MemoryWriter(this, contents, blobId, expectedSize);
  }

  @Override
  public Health health() {
    long free = Math.max(0, maxBytes - contents.used());
    return closed.get()
        ? new Health(Health.State.DOWN, "closed", OptionalLong.empty())
        : new Health(Health.State.READY, "", OptionalLong.of(free));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      giveBack.run();
    }
  }

  Location location(String blobId) {
    return Location.of(prefix + blobId);
  }

  void reserve(long bytes) throws StoreException {
    if (!contents.reserve(bytes, maxBytes)) {
      throw full();
    }
  }

  void requireOpen() throws StoreException {
    if (closed.get()) {
      throw new StoreException.StoreDown("The store is closed.");
    }
  }

  private StoreException full() {
    return new StoreException.StoreFull(
        String.format(Locale.ROOT, "The memory store holds at most %d bytes.", maxBytes));
  }
}
