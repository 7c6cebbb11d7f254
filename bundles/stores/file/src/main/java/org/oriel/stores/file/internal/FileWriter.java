// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.oriel.store.BlobWriter;
import org.oriel.store.Location;
import org.oriel.store.StoreException;

/** Writes a temporary, and gives it the blob's name in the end. */
final class FileWriter implements BlobWriter {
  private enum State {
    OPEN,
    COMMITTING,
    CLOSED
  }

  private final FileStore store;
  private final Path target;
  private final OptionalLong expectedSize;
  private final Temporaries.Temporary temporary;
  private final Output output;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  FileWriter(FileStore store, Path target, OptionalLong expectedSize) throws IOException {
    this.store = store;
    this.target = target;
    this.expectedSize = expectedSize;
    this.temporary = Temporaries.create(directory(target));
    FileSettings settings = store.settings();
    this.output =
        new Output(
            temporary.channel(),
            settings.holes() ? settings.chunk() : 0,
            store.flushing(),
            direct(settings));
  }

  /** What is smaller than one buffer gains nothing, and holes are found in smaller pieces. */
  private Optional<Direct> direct(FileSettings settings) {
    boolean wanted =
        settings.direct()
            && !settings.holes()
            && expectedSize.orElse(Long.MAX_VALUE) >= DirectBuffers.BYTES;
    return wanted ? Direct.open(temporary.path(), store.directBuffers()) : Optional.empty();
  }

  @Override
  public int write(ByteBuffer from) throws StoreException {
    if (state.get() != State.OPEN) {
      throw new StoreException.StoreDown("The writer is closed.");
    }
    try {
      return output.write(from);
    } catch (IOException e) {
      throw Failures.of(e, directory(target));
    }
  }

  @Override
  public Location commit() throws StoreException {
    if (!state.compareAndSet(State.OPEN, State.COMMITTING)) {
      throw new StoreException.StoreDown("The writer is closed.");
    }
    try {
      if (expectedSize.isPresent() && expectedSize.getAsLong() != output.size()) {
        throw new StoreException.SizeMismatch(expectedSize.getAsLong(), output.size());
      }
      if (store.settings().mode().isPresent()) {
        int mode = store.settings().mode().getAsInt();
        Files.setAttribute(temporary.path(), "unix:mode", mode);
      }
      output.finish();
      store.publisher().publish(temporary.path(), target);
      return store.location(target);
    } catch (IOException e) {
      throw Failures.of(e, directory(target));
    } finally {
      end();
    }
  }

  @Override
  public boolean isOpen() {
    return state.get() == State.OPEN;
  }

  /** Also ends a write or a commit that another thread is in; that one then clears up. */
  @Override
  public void close() {
    boolean ours = state.compareAndSet(State.OPEN, State.CLOSED);
    if (ours) {
      end();
    } else if (state.get() == State.COMMITTING) {
      output.abort();
    }
  }

  private void end() {
    state.set(State.CLOSED);
    store.forget(this);
    try {
      Files.deleteIfExists(temporary.path());
    } catch (IOException e) {
      // It stays as a leftover without a lock: the next sweep takes it.
      return;
    } finally {
      output.abort();
    }
  }

  private static Path directory(Path target) {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }
}
