// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.net.URI;
import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;
import org.oriel.store.Blob;
import org.oriel.store.StoreException;

/** What one address of a web server serves. */
final class HttpBlob implements Blob {
  private final HttpStore store;
  private final Transport transport;
  private final URI uri;

  HttpBlob(HttpStore store, Transport transport, URI uri) {
    this.store = store;
    this.transport = transport;
    this.uri = uri;
  }

  @Override
  public long size() throws StoreException {
    OptionalLong size = transport.head(uri);
    if (size.isPresent()) {
      return size.getAsLong();
    }
    // Some servers do not know HEAD, or do not tell the length with it.
    try (Part first = transport.get(uri, 0, OptionalLong.of(0), "")) {
      return first
          .total()
          .orElseThrow(
              () -> new StoreException.BadLocation("The server does not say how many bytes."));
    }
  }

  @Override
  public ReadableByteChannel read(long offset) throws StoreException {
    return store.keep(new HttpReader(store, transport, uri, offset));
  }

  @Override
  public boolean delete() throws StoreException {
    throw new StoreException.NotAble("Nothing can be removed from an http store.");
  }
}
