// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.store.Ability;
import org.oriel.store.Blob;
import org.oriel.store.BlobWriter;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;

/** All web servers as one store, from which can only be read. */
final class HttpStore implements Store {
  private static final Set<String> SCHEMES = Set.of(HttpStoreType.HTTP, HttpStoreType.HTTPS);

  private final Transport transport;
  private final Set<HttpReader> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  HttpStore(HttpSettings settings) {
    this.transport = new Transport(settings);
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of();
  }

  @Override
  public Blob blob(Location location) throws StoreException {
    try {
      URI uri = new URI(location.uri().trim());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme) && uri.getHost() != null && !uri.getHost().isEmpty()) {
        return new HttpBlob(this, transport, uri);
      }
    } catch (URISyntaxException e) {
      throw new StoreException.BadLocation("The location is not a URI.");
    }
    throw new StoreException.BadLocation("The location is not on a web server.");
  }

  /** Nothing here is ever written by Oriel. */
  @Override
  public Optional<Location> find(String blobId) {
    return Optional.empty();
  }

  @Override
  public BlobWriter create(String blobId, OptionalLong expectedSize) throws StoreException {
    throw new StoreException.NotAble("Nothing can be written to an http store.");
  }

  @Override
  public Health health() {
    return closed
        ? new Health(Health.State.DOWN, "The store is closed.", OptionalLong.empty())
        : new Health(Health.State.READ_ONLY, "", OptionalLong.empty());
  }

  HttpReader keep(HttpReader reader) throws StoreException {
    open.add(reader);
    if (closed) {
      reader.close();
      throw new StoreException.StoreDown("The store is closed.");
    }
    return reader;
  }

  void forget(HttpReader reader) {
    open.remove(reader);
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(HttpReader::close);
    transport.close();
  }
}
