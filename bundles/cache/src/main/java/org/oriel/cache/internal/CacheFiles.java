// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.oriel.image.Image;

/**
 * The files of the cache, in Glance's layout: whole data under the image's id, unfinished ones in
 * {@code incomplete}, wrong ones in {@code invalid}, and an empty file in {@code queue} for each
 * image that is to be fetched. One server at a time works on a directory.
 */
final class CacheFiles implements AutoCloseable {
  private static final String LOCK = ".oriel-lock";

  private final Path directory;
  private final Path incomplete;
  private final Path invalid;
  private final Path queue;
  private final FileChannel lock;

  /** A file and what the disk says of it. */
  record Entry(String imageId, long size, Instant modified) {}

  private CacheFiles(Path directory, FileChannel lock) {
    this.directory = directory;
    this.incomplete = directory.resolve("incomplete");
    this.invalid = directory.resolve("invalid");
    this.queue = directory.resolve("queue");
    this.lock = lock;
  }

  /**
   * Takes a directory into use, and removes what a crash left unfinished.
   *
   * @throws IOException also if another server works on it
   */
  static CacheFiles open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean done = false;
    try {
      if (!locked(lock)) {
        throw new IOException("Another server works on the cache " + directory + ".");
      }
      CacheFiles files = new CacheFiles(directory, lock);
      for (Path each : List.of(files.incomplete, files.invalid, files.queue)) {
        Files.createDirectories(each);
      }
      files.removeUnfinished(Instant.MAX);
      done = true;
      return files;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Everything that is whole. */
  List<Entry> whole() throws IOException {
    return entries(directory);
  }

  /** Ids of images that wait, the oldest first. */
  List<Entry> queued() throws IOException {
    return entries(queue).stream()
        .sorted(Comparator.comparing(Entry::modified).thenComparing(Entry::imageId))
        .toList();
  }

  private static List<Entry> entries(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (Image.isId(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          entry(file, name).ifPresent(entries::add);
        }
      }
    }
    return entries;
  }

  /** Empty if the file went while we looked. */
  private static Optional<Entry> entry(Path file, String name) throws IOException {
    try {
      FileTime time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Entry(name, Files.size(file), time.toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Opens whole data for reading. */
  FileChannel read(String imageId) throws IOException {
    return FileChannel.open(file(directory, imageId), StandardOpenOption.READ);
  }

  /**
   * Begins new data.
   *
   * @throws FileAlreadyExistsException if they are on their way already
   */
  FileChannel begin(String imageId) throws IOException {
    return FileChannel.open(
        file(incomplete, imageId), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Bytes that still fit on the disk. */
  long free() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** Makes data visible that are whole; they and their name survive a loss of power. */
  void publish(String imageId, FileChannel written) throws IOException {
    written.force(true);
    written.close();
    Files.move(
        file(incomplete, imageId),
        file(directory, imageId),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Removes unfinished data. */
  void abandon(String imageId) throws IOException {
    Files.deleteIfExists(file(incomplete, imageId));
  }

  /** Puts data aside that are not those of the image. */
  void reject(String imageId) throws IOException {
    Files.move(
        file(incomplete, imageId), file(invalid, imageId), StandardCopyOption.REPLACE_EXISTING);
  }

  boolean remove(String imageId) throws IOException {
    return Image.isId(imageId) && Files.deleteIfExists(file(directory, imageId));
  }

  void queue(String imageId) throws IOException {
    Path marker = file(queue, imageId);
    if (Files.notExists(marker)) {
      FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    }
  }

  boolean unqueue(String imageId) throws IOException {
    return Image.isId(imageId) && Files.deleteIfExists(file(queue, imageId));
  }

  /** Removes what was put aside. */
  void removeInvalid() throws IOException {
    remove(invalid, Instant.MAX);
  }

  /** Removes unfinished data to which nobody has added anything since then. */
  void removeUnfinished(Instant before) throws IOException {
    remove(incomplete, before);
  }

  private static void remove(Path directory, Instant before) throws IOException {
    for (Entry each : entries(directory)) {
      if (each.modified().isBefore(before)) {
        Files.deleteIfExists(directory.resolve(each.imageId()));
      }
    }
  }

  /** An id is a file name only if it is an id. */
  private static Path file(Path directory, String imageId) throws IOException {
    if (!Image.isId(imageId)) {
      throw new NoSuchFileException("no id of an image");
    }
    return directory.resolve(imageId);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
