// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default rules, with those of files in place of them: one file first, then those of
 * directories by their names, each beating the ones before. Whoever asks looks after the files, at
 * most once a second. Files that turn wrong change nothing; where there are none, the defaults
 * hold.
 */
final class RuleFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);
  private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_FILES = 1000;

  /** What tells one version of a file from another. */
  private record Stamp(Path file, FileTime modified, long size, String key) {}

  private final PolicySettings settings;
  private final Map<String, String> defaults;
  private final Remote remote;
  private final LongSupplier nanoClock;
  private final AtomicLong nextLook;
  private volatile List<Stamp> stamps;
  private volatile Rules rules;

  /**
   * Reads the files that there are.
   *
   * @throws BadRule if one is wrong
   */
  RuleFiles(
      PolicySettings settings, Map<String, String> defaults, Remote remote, LongSupplier nanoClock)
      throws IOException {
    this.settings = settings;
    this.defaults = Map.copyOf(defaults);
    this.remote = remote;
    this.nanoClock = nanoClock;
    this.stamps = stamps();
    this.rules = read(stamps);
    this.nextLook = new AtomicLong(nanoClock.getAsLong() + LOOK_EVERY);
  }

  /** The rules as they are now. */
  Rules rules() {
    if (settings.file().isPresent() || !settings.directories().isEmpty()) {
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
      List<Stamp> now = stamps();
      if (!now.equals(stamps)) {
        stamps = now;
        rules = read(now);
        LOG.info("The rules have changed.");
      }
    } catch (IOException | BadRule e) {
      LOG.error("The rules known so far stay: {}", e.toString());
    }
  }

  private List<Stamp> stamps() throws IOException {
    List<Stamp> found = new ArrayList<>();
    if (settings.file().isPresent()) {
      add(found, settings.file().get());
    }
    for (Path directory : settings.directories()) {
      for (Path file : files(directory)) {
        add(found, file);
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> !Objects.toString(file.getFileName()).startsWith("."))
          .filter(Files::isRegularFile)
          .limit(MAX_FILES)
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static void add(List<Stamp> found, Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      found.add(
          new Stamp(
              file,
              attributes.lastModifiedTime(),
              attributes.size(),
              Objects.toString(attributes.fileKey(), "")));
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not there.", file);
    }
  }

  private Rules read(List<Stamp> versions) throws IOException {
    Map<String, String> texts = new HashMap<>(defaults);
    for (Stamp each : versions) {
      if (each.size() > MAX_BYTES) {
        throw new BadRule(each.file() + " is larger than " + MAX_BYTES + " bytes.");
      }
      try {
        texts.putAll(RuleText.parse(Files.readString(each.file())));
        // Judged file by file, so that the wrong one can be named.
        compiled(texts);
      } catch (BadRule e) {
        throw new BadRule(each.file() + ": " + e.getMessage());
      }
    }
    return compiled(texts);
  }

  private Rules compiled(Map<String, String> texts) {
    return Rules.of(texts, settings.defaultRule(), remote);
  }
}
