// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.FoundData;
import org.oriel.storage.ImageData;
import org.oriel.storage.Intake;
import org.oriel.storage.Storage;
import org.oriel.storage.StoreStatus;
import org.oriel.storage.Stored;

/**
 * Stores that are folders, without digests or leases: enough to read from, and a place where a test
 * can put something in the way.
 */
public final class DirectoryStorage implements Storage {
  private final Path root;
  private final Map<String, StoreStatus.State> states = new ConcurrentHashMap<>();

  /** File names in the order in which they were opened. */
  public final Queue<String> opened = new ConcurrentLinkedQueue<>();

  /** Called with the name of a file before it is opened. */
  public volatile Consumer<String> beforeOpen = name -> {};

  public DirectoryStorage(Path root, String... stores) throws IOException {
    this.root = root;
    for (String store : stores) {
      Files.createDirectories(root.resolve(store));
      states.put(store, StoreStatus.State.READY);
    }
  }

  /** Says how a store fares from now on. */
  public void set(String store, StoreStatus.State state) {
    states.put(store, state);
  }

  /** Puts a file into a store. */
  public ImageLocation put(String store, String name, byte[] bytes) throws IOException {
    Path file = root.resolve(store).resolve(name);
    Files.write(file, bytes);
    return new ImageLocation(file.toUri().toString(), Map.of(ImageLocation.STORE, store));
  }

  @Override
  public ImageData open(List<ImageLocation> locations, List<String> preferred) {
    ImageLocation location = locations.get(0);
    Path file = Path.of(URI.create(location.url()));
    String name = file.getFileName().toString();
    String store = location.store().orElse(defaultStore());
    beforeOpen.accept(name);
    opened.add(name);
    if (states.get(store) == StoreStatus.State.DOWN) {
      throw new Refusal.Unavailable("Store " + store + " is down.", Duration.ofSeconds(1));
    }
    if (!Files.exists(file)) {
      throw new Refusal.NotFound("No data.");
    }
    try {
      return new FileData(store, FileChannel.open(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record FileData(String store, FileChannel channel) implements ImageData {
    @Override
    public long size() {
      try {
        return channel.size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ReadableByteChannel from(long offset) throws IOException {
      return channel.position(offset);
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Stored ingest(Intake intake, ReadableByteChannel data) {
    throw new Refusal.Unsupported("These stores are read only.");
  }

  @Override
  public FoundData inspect(ImageLocation said) {
    throw new Refusal.Unsupported("These stores take nothing in.");
  }

  @Override
  public void discard(ImageLocation location) {
    throw new Refusal.Unsupported("These stores are read only.");
  }

  @Override
  public Optional<ImageLocation> find(String store, String blobId) {
    return Optional.empty();
  }

  @Override
  public boolean discardRemains(String blobId) {
    return false;
  }

  @Override
  public List<ImageLocation> inOrder(List<ImageLocation> locations) {
    return locations;
  }

  @Override
  public List<StoreStatus> stores() {
    return states.entrySet().stream()
        .map(
            each ->
                new StoreStatus(
                    each.getKey(),
                    "directory",
                    Optional.empty(),
                    0,
                    each.getKey().equals(defaultStore()),
                    true,
                    each.getValue(),
                    "",
                    OptionalLong.empty(),
                    0,
                    Optional.empty(),
                    Map.of()))
        .toList();
  }

  @Override
  public String defaultStore() {
    return "first";
  }

  @Override
  public boolean multistore() {
    return true;
  }
}
