// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default rules, with those of a file in place of them. Whoever asks looks after the file, at
 * most every two seconds. One that turns wrong changes nothing; where there is none, the defaults
 * hold.
 */
final class RuleFile {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFile.class);
  private static final long LOOK_EVERY = Duration.ofSeconds(2).toNanos();
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  /** What tells one version of a file from another. */
  private record Stamp(FileTime modified, long size, String key) {}

  private final Optional<Path> file;
  private final Map<String, String> defaults;
  private final LongSupplier nanoClock;
  private final AtomicLong nextLook;
  private volatile Optional<Stamp> stamp;
  private volatile Rules rules;

  /**
   * Reads the file, if there is one.
   *
   * @throws BadRule if it is wrong
   */
  RuleFile(Optional<Path> file, Map<String, String> defaults, LongSupplier nanoClock)
      throws IOException {
    this.file = file;
    this.defaults = Map.copyOf(defaults);
    this.nanoClock = nanoClock;
    this.stamp = stamp();
    this.rules = read(stamp);
    this.nextLook = new AtomicLong(nanoClock.getAsLong() + LOOK_EVERY);
  }

  /** The rules as they are now. */
  Rules rules() {
    if (file.isPresent()) {
      long due = nextLook.get();
      long now = nanoClock.getAsLong();
      if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY)) {
        look();
      }
    }
    return rules;
  }

  private void look() {
    try {
      Optional<Stamp> now = stamp();
      if (!now.equals(stamp)) {
        stamp = now;
        rules = read(now);
        LOG.info("The rules have changed.");
      }
    } catch (IOException | BadRule e) {
      LOG.error("The rules known so far stay: {}", e.toString());
    }
  }

  private Optional<Stamp> stamp() throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file.get(), BasicFileAttributes.class);
      return Optional.of(
          new Stamp(
              attributes.lastModifiedTime(),
              attributes.size(),
              Objects.toString(attributes.fileKey(), "")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Rules read(Optional<Stamp> version) throws IOException {
    if (file.isEmpty() || version.isEmpty()) {
      return Rules.of(defaults);
    }
    if (version.get().size() > MAX_BYTES) {
      throw new BadRule("The rule file is larger than " + MAX_BYTES + " bytes.");
    }
    Map<String, String> texts = new HashMap<>(defaults);
    try {
      texts.putAll(RuleText.parse(Files.readString(file.get())));
      return Rules.of(texts);
    } catch (BadRule e) {
      throw new BadRule(file.get() + ": " + e.getMessage());
    }
  }
}
