// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Files of one run and of those that go on with it: plan and parts while it is under way, then the
 * report.
 *
 * @param base name that they share, such as {@code verify-12}
 */
record WorkFiles(Path directory, String base) {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final String UNFINISHED = "verify-*.{plan,part?,new}";

  Path plan() {
    return directory.resolve(base + ".plan");
  }

  Path part(int number) {
    return directory.resolve(base + ".part" + number);
  }

  Path report() {
    return directory.resolve(base + ".csv");
  }

  /** Where the content of {@code file} is written before it is published. */
  Path unpublished(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** Makes a file that was written and forced appear under its name, durably. */
  void publish(Path file) throws IOException {
    Files.move(unpublished(file), file, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory();
  }

  /** Makes names of new files durable. */
  void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes everything but the report. */
  void removeUnfinished(int parts) throws IOException {
    for (int part = 0; part < parts; part++) {
      Files.deleteIfExists(part(part));
    }
    Files.deleteIfExists(plan());
  }

  /** Removes what runs left that nobody went on with for thirty days. */
  static void sweep(Path directory) throws IOException {
    Instant limit = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, UNFINISHED)) {
      for (Path file : files) {
        if (lastModified(file).isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Another run may remove or publish its file just now. */
  private static Instant lastModified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException gone) {
      return Instant.MAX;
    }
  }
}
