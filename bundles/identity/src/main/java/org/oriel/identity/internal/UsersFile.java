// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users file, read again when it has changed; whoever asks looks after it, at most every two
 * seconds. A file that is wrong or gone changes nothing.
 */
final class UsersFile {
  private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
  private static final long LOOK_EVERY = Duration.ofSeconds(2).toNanos();
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  /** What tells one version of a file from another. */
  private record Stamp(FileTime modified, long size, String key) {}

  private final Path file;
  private final LongSupplier nanoClock;
  private final AtomicLong nextLook;
  private volatile Stamp stamp;
  private volatile Users users;

  /**
   * Reads a users file.
   *
   * @throws IllegalArgumentException if it is wrong
   */
  UsersFile(Path file) throws IOException {
    this(file, System::nanoTime);
  }

  UsersFile(Path file, LongSupplier nanoClock) throws IOException {
    this.file = file;
    this.nanoClock = nanoClock;
    this.stamp = stamp();
    this.users = read();
    this.nextLook = new AtomicLong(nanoClock.getAsLong() + LOOK_EVERY);
  }

  /** The users as they are now; the same object as long as nothing has changed. */
  Users users() {
    long due = nextLook.get();
    long now = nanoClock.getAsLong();
    if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY)) {
      look();
    }
    return users;
  }

  private void look() {
    try {
      Stamp now = stamp();
      if (!now.equals(stamp)) {
        stamp = now;
        users = read();
        LOG.info("The users file has changed: {} users.", users.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("The users known so far stay: {}", e.toString());
    }
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(
        attributes.lastModifiedTime(),
        attributes.size(),
        Objects.toString(attributes.fileKey(), ""));
  }

  private Users read() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException("Users file: larger than " + MAX_BYTES + " bytes.");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return Users.of(lines);
  }
}
