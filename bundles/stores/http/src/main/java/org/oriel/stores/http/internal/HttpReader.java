// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.store.StoreException;

/**
 * Reads on, also over a broken connection: the rest is asked for, if the server can tell that it is
 * the rest of the same data.
 */
final class HttpReader implements ReadableByteChannel {
  private static final int MOST_RESUMES_IN_A_ROW = 3;

  private final HttpStore store;
  private final Transport transport;
  private final URI uri;
  private final OptionalLong total;
  private final String validator;
  private volatile Part part;
  private volatile boolean closed;
  private long position;
  private int resumes;

  HttpReader(HttpStore store, Transport transport, URI uri, long offset) throws StoreException {
    this.store = store;
    this.transport = transport;
    this.uri = uri;
    this.position = offset;
    this.part = transport.get(uri, offset, OptionalLong.empty(), "");
    this.total = part.total();
    this.validator = part.validator();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (true) {
      if (closed) {
        throw new ClosedChannelException();
      }
      Optional<IOException> trouble = Optional.empty();
      try {
        int count = part.bytes().read(into);
        if (count >= 0) {
          position += count;
          resumes = count > 0 ? 0 : resumes;
          return count;
        }
      } catch (IOException e) {
        trouble = Optional.of(e);
      }
      if (closed) {
        throw new ClosedChannelException();
      }
      boolean early = total.isPresent() && position < total.getAsLong();
      if (trouble.isEmpty() && !early) {
        return -1;
      }
      resume(trouble);
    }
  }

  private void resume(Optional<IOException> trouble) throws StoreException {
    part.close();
    if (validator.isEmpty() || ++resumes > MOST_RESUMES_IN_A_ROW) {
      throw new StoreException.StoreDown(
          "The server broke off after " + position + " bytes.",
          trouble.orElseGet(() -> new IOException("The answer is too short.")));
    }
    Part rest = transport.get(uri, position, OptionalLong.empty(), validator);
    part = rest;
    if (closed) {
      rest.close();
    }
    if (!rest.validator().equals(validator)) {
      rest.close();
      throw new StoreException.StoreDown("The data changed while they were read.");
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    store.forget(this);
    part.close();
  }
}
