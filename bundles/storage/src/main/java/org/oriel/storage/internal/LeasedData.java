// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.storage.ImageData;
import org.oriel.store.Blob;
import org.oriel.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data that are read on a lease; what the plugin hands out stays within. */
final class LeasedData implements ImageData {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedData.class);

  private final Lease lease;
  private final Blob blob;
  private final long size;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LeasedData(Lease lease, Blob blob, long size) {
    this.lease = lease;
    this.blob = blob;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public String store() {
    return lease.id();
  }

  @Override
  public ReadableByteChannel from(long offset) throws IOException {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
    requireOpen();
    Channel channel = new Channel(read(offset));
    open.add(channel);
    if (closed) {
      channel.close();
    }
    return channel;
  }

  private ReadableByteChannel read(long offset) throws IOException {
    try {
      return blob.read(offset);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw Refusals.broken(lease.id(), e);
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(Channel::close);
    lease.close();
  }

  private final class Channel implements ReadableByteChannel {
    private final ReadableByteChannel inner;
    private volatile boolean ended;

    Channel(ReadableByteChannel inner) {
      this.inner = inner;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (ended) {
        throw new ClosedChannelException();
      }
      try {
        return inner.read(into);
      } catch (ClosedChannelException e) {
        throw ended ? e : new IOException("Store " + store() + " was taken away.");
      } catch (IOException | RuntimeException | LinkageError e) {
        throw Refusals.broken(store(), e);
      }
    }

    @Override
    public boolean isOpen() {
      return !ended;
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        open.remove(this);
        try {
          inner.close();
        } catch (StoreException e) {
          LOG.debug("Store {}: {}", store(), e.getMessage());
        } catch (IOException | RuntimeException | LinkageError e) {
          LOG.warn("Store {}: its plugin failed to close a reader", store(), e);
        }
      }
    }
  }
}
