// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Gives finished files their name, so that of several with one name exactly one gets it. */
final class Publisher {
  private final List<Path> directories;

  Publisher(List<Path> directories) {
    this.directories = directories;
  }

  /** The finished file of a blob, in whichever directory it lies. */
  Optional<Path> find(String blobId) {
    return directories.stream()
        .map(directory -> directory.resolve(blobId))
        .filter(FileStore::isThere)
        .findFirst();
  }

  /**
   * Names a temporary, and makes the name durable.
   *
   * @throws FileAlreadyExistsException if the name is taken in one of the directories
   */
  void publish(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      publishWithoutLinks(temporary, target);
    }
    boolean done = false;
    try {
      requireOnly(target);
      Files.deleteIfExists(temporary);
      sync(target);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(target);
      }
    }
  }

  /** For file systems that have no links: an empty file takes the name until it is replaced. */
  static void publishWithoutLinks(Path temporary, Path target) throws IOException {
    Files.createFile(target);
    boolean done = false;
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(target);
      }
    }
  }

  /** Of two writers that chose different directories, one at least sees the other's file here. */
  private void requireOnly(Path target) throws IOException {
    String name = target.getFileName().toString();
    for (Path directory : directories) {
      Path other = directory.resolve(name);
      if (!other.equals(target) && FileStore.isThere(other)) {
        throw new FileAlreadyExistsException(other.toString());
      }
    }
  }

  private static void sync(Path target) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
