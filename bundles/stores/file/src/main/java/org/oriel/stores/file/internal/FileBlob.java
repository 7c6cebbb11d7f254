// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.oriel.store.Blob;
import org.oriel.store.StoreException;

/** A handle on a file. Each use looks anew whether the file really lies in the store. */
final class FileBlob implements Blob {
  /** What the system says of paths that cannot be a file. */
  private static final Set<String> NO_FILE =
      Set.of("Not a directory", "Too many levels of symbolic links");

  private final FileStore store;
  private final Directories directories;
  private final Path path;

  FileBlob(FileStore store, Directories directories, Path path) {
    this.store = store;
    this.directories = directories;
    this.path = path;
  }

  @Override
  public long size() throws StoreException {
    try {
      return Files.size(plainFile());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public ReadableByteChannel read(long offset) throws StoreException {
    try {
      FileChannel channel = FileChannel.open(plainFile(), StandardOpenOption.READ);
      channel.position(offset);
      return store.keep(new FileReader(store, channel, path));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public int readAt(long position, ByteBuffer into) throws StoreException {
    try (FileChannel channel = FileChannel.open(plainFile(), StandardOpenOption.READ)) {
      return channel.read(into, position);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<Path> localFile() {
    try {
      return Optional.of(plainFile());
    } catch (IOException e) {
      // There is none that may be read.
      return Optional.empty();
    }
  }

  @Override
  public boolean delete() throws StoreException {
    store.requireOpen();
    try {
      Path parent = parent().toRealPath();
      if (!directories.reallyHold(parent)) {
        throw outside();
      }
      return Files.deleteIfExists(parent.resolve(path.getFileName()));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The file with all links followed, if it is one and lies in the store. */
  private Path plainFile() throws IOException {
    store.requireOpen();
    Path real = path.toRealPath();
    if (!directories.reallyHold(real)) {
      throw outside();
    }
    if (!Files.isRegularFile(real)) {
      throw new NoSuchFileException(path.toString());
    }
    return real;
  }

  private StoreException failure(IOException e) {
    boolean missing = NO_FILE.contains(Failures.reason(e));
    return Failures.of(missing ? new NoSuchFileException(path.toString()) : e, parent());
  }

  private Path parent() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static StoreException outside() {
    return new StoreException.BadLocation("The location leads out of this store.");
  }
}
