// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.oriel.store.Ability;
import org.oriel.store.Blob;
import org.oriel.store.BlobWriter;
import org.oriel.store.Health;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.oriel.stores.memory.internal.MemoryStoreType;

/** The memory store with faults that can be switched on. */
final class FaultyType implements StoreType {
  /** Where a fault strikes. */
  enum At {
    NOWHERE,
    OPEN,
    SIZE,
    READ,
    WRITE,
    COMMIT,
    HEALTH,
    CLOSE
  }

  /** An exception class that only a plugin knows. */
  static final class PluginFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PluginFault() {
      super("the plugin's secret");
    }
  }

  private final MemoryStoreType memory = new MemoryStoreType();
  final CountDownLatch release = new CountDownLatch(1);
  volatile At at = At.NOWHERE;
  volatile boolean down;
  volatile boolean readOnly;
  volatile boolean hang;

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public Set<String> schemes() {
    return memory.schemes();
  }

  @Override
  public Store open(StoreSettings settings) throws StoreException {
    strike(At.OPEN);
    return new FaultyStore(memory.open(settings));
  }

  private void strike(At place) throws StoreException {
    if (down && place != At.OPEN && place != At.HEALTH && place != At.CLOSE) {
      throw new StoreException.StoreDown("cable cut", new PluginFault());
    }
    if (at == place) {
      if (hang) {
        await();
      } else {
        throw new PluginFault();
      }
    }
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class FaultyStore implements Store {
    private final Store inner;

    FaultyStore(Store inner) {
      this.inner = inner;
    }

    @Override
    public Set<Ability> abilities() {
      return readOnly ? Set.of(Ability.RANDOM_READ) : inner.abilities();
    }

    @Override
    public Blob blob(Location location) throws StoreException {
      return new FaultyBlob(inner.blob(location));
    }

    @Override
    public Optional<Location> find(String blobId) throws StoreException {
      strike(At.SIZE);
      return inner.find(blobId);
    }

    @Override
    public BlobWriter create(String blobId, OptionalLong expectedSize) throws StoreException {
      return new FaultyWriter(inner.create(blobId, expectedSize));
    }

    @Override
    public Health health() {
      try {
        strike(At.HEALTH);
      } catch (StoreException e) {
        throw new IllegalStateException(e);
      }
      return down
          ? new Health(Health.State.DOWN, "cable cut", OptionalLong.empty())
          : inner.health();
    }

    @Override
    public void close() {
      inner.close();
      if (at == At.CLOSE) {
        throw new PluginFault();
      }
    }
  }

  private final class FaultyBlob implements Blob {
    private final Blob inner;

    FaultyBlob(Blob inner) {
      this.inner = inner;
    }

    @Override
    public long size() throws StoreException {
      strike(At.SIZE);
      return inner.size();
    }

    @Override
    public ReadableByteChannel read(long offset) throws StoreException {
      ReadableByteChannel channel = inner.read(offset);
      return new ReadableByteChannel() {
        @Override
        public int read(ByteBuffer into) throws IOException {
          strike(At.READ);
          return channel.read(into);
        }

        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }

    @Override
    public boolean delete() throws StoreException {
      strike(At.SIZE);
      if (readOnly) {
        throw new StoreException.NotAble("read only");
      }
      return inner.delete();
    }
  }

  private final class FaultyWriter implements BlobWriter {
    private final BlobWriter inner;

    FaultyWriter(BlobWriter inner) {
      this.inner = inner;
    }

    @Override
    public int write(ByteBuffer from) throws StoreException {
      strike(At.WRITE);
      return inner.write(from);
    }

    @Override
    public Location commit() throws StoreException {
      strike(At.COMMIT);
      return inner.commit();
    }

    @Override
    public boolean isOpen() {
      return inner.isOpen();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
