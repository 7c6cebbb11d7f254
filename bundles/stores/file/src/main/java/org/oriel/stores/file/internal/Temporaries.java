// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * Names, makes and sweeps the hidden files that unfinished blobs lie in.
 *
 * <p>Each is locked by its writer for as long as that lives, and bears the mark of the writer's
 * process. A sweep removes those that can be locked: their writers are dead, in whatever process of
 * whatever machine they lived. It does not touch those of the own process: POSIX drops all locks of
 * a process on a file as soon as one of its handles is closed.
 */
final class Temporaries {
  static final String PREFIX = ".oriel-";
  private static final String SUFFIX = ".part";
  private static final String OWN = PREFIX + processMark() + "-";
  private static final int MOST_TRIES = 10;

  private Temporaries() {}

  /** An unfinished blob: an open, locked file. */
  record Temporary(Path path, FileChannel channel) {}

  /** Makes a temporary in a directory. */
  static Temporary create(Path directory) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Path path = directory.resolve(OWN + UUID.randomUUID() + SUFFIX);
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      if (locked(path, channel)) {
        return new Temporary(path, channel);
      }
    }
    throw new IOException("temporaries vanish as soon as they are made");
  }

  /** Whether the file is ours for sure: another process may have swept it just before the lock. */
  private static boolean locked(Path path, FileChannel channel) throws IOException {
    boolean done = false;
    try {
      done = channel.tryLock() != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      return done;
    } finally {
      if (!done) {
        channel.close();
        Files.deleteIfExists(path);
      }
    }
  }

  /** Removes what dead writers left in a directory. */
  static void sweep(Path directory) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, Temporaries::isForeign)) {
      for (Path entry : entries) {
        sweepOne(entry);
      }
    }
  }

  private static boolean isForeign(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX) && !name.startsWith(OWN);
  }

  private static void sweepOne(Path entry) throws IOException {
    try (FileChannel channel =
            FileChannel.open(entry, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(entry);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      // Its writer, or another sweep, was faster.
      return;
    }
  }

  /** The same for all class loaders of a process, different after a restart even in a container. */
  private static String processMark() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    return Long.toHexString(self.pid()) + "." + Long.toHexString(start);
  }
}
