// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;

/**
 * The options of a file store.
 *
 * @param places directories and their priorities, at least one
 * @param mode permission bits of finished files, or none to leave them as the process makes them
 * @param chunk bytes that become a hole together if they are all zero
 * @param holes whether zeros are left out
 * @param direct whether data are written past the system's page cache, where that can be
 */
record FileSettings(
    List<Place> places,
    OptionalInt mode,
    int chunk,
    boolean holes,
    boolean direct,
    Optional<MountFacts> facts) {
  private static final String DIRECTORY = "filesystem_store_datadir";
  private static final String DIRECTORIES = "filesystem_store_datadirs";
  private static final String METADATA = "filesystem_store_metadata_file";
  private static final String PERMISSIONS = "filesystem_store_file_perm";
  private static final String CHUNK = "filesystem_store_chunk_size";
  private static final String THIN = "filesystem_thin_provisioning";
  private static final String DIRECT = "oriel_direct_io";
  private static final String DEFAULT_DIRECTORY = "/var/lib/glance/images";

  /** A directory for blobs; the highest priority is filled first. */
  record Place(Path directory, int priority) {}

  FileSettings {
    places = List.copyOf(places);
  }

  static FileSettings from(StoreSettings settings) throws StoreException {
    Problems problems = new Problems();
    Options options = new Options(settings.options(), problems);
    FileSettings result =
        new FileSettings(
            places(options, problems),
            mode(options, problems),
            options.integer(CHUNK, 64 << 10, 1, 1 << 30),
            options.flag(THIN, false),
            options.flag(DIRECT, false),
            facts(options, problems));
    if (!problems.isEmpty()) {
      throw new StoreException.BadSettings(problems.all());
    }
    return result;
  }

  private static List<Place> places(Options options, Problems problems) {
    Optional<String> one = options.text(DIRECTORY);
    Optional<String> many = options.text(DIRECTORIES);
    if (one.isPresent() && many.isPresent()) {
      problems.add("Options " + DIRECTORY + " and " + DIRECTORIES + " exclude each other.");
    }
    List<Place> places = new ArrayList<>();
    if (many.isEmpty()) {
      directory(one.orElse(DEFAULT_DIRECTORY), DIRECTORY, problems)
          .ifPresent(path -> places.add(new Place(path, 0)));
      return places;
    }
    for (String member : many.get().split("[,\n]", -1)) {
      if (!member.isBlank()) {
        place(member.trim(), problems).ifPresent(places::add);
      }
    }
    if (places.stream().map(Place::directory).distinct().count() < places.size()) {
      problems.add("Option " + DIRECTORIES + " names a directory twice.");
    }
    if (places.isEmpty() && problems.isEmpty()) {
      problems.add("Option " + DIRECTORIES + " names no directory.");
    }
    return places;
  }

  private static Optional<Place> place(String text, Problems problems) {
    int colon = text.lastIndexOf(':');
    int priority = 0;
    if (colon >= 0) {
      try {
        priority = Integer.parseInt(text.substring(colon + 1).trim());
      } catch (NumberFormatException e) {
        problems.add("A priority in option " + DIRECTORIES + " is not a whole number.");
        return Optional.empty();
      }
    }
    int known = priority;
    return directory(colon < 0 ? text : text.substring(0, colon), DIRECTORIES, problems)
        .map(path -> new Place(path, known));
  }

  private static Optional<Path> directory(String text, String option, Problems problems) {
    try {
      Path path = Path.of(text.trim());
      if (path.isAbsolute() && path.getNameCount() > 0) {
        return Optional.of(path.normalize());
      }
      problems.add("Option " + option + " needs an absolute path.");
    } catch (InvalidPathException e) {
      problems.add("Option " + option + " is not a path.");
    }
    return Optional.empty();
  }

  /** Glance reads the digits of this number as octal. */
  private static OptionalInt mode(Options options, Problems problems) {
    String digits = options.text(PERMISSIONS, "0");
    try {
      int mode = Integer.parseInt(digits, 8);
      if (mode >= 0 && mode <= 0777) {
        return mode == 0 ? OptionalInt.empty() : OptionalInt.of(mode);
      }
    } catch (NumberFormatException e) {
      problems.add("Option " + PERMISSIONS + " is not an octal number.");
      return OptionalInt.empty();
    }
    problems.add("Option " + PERMISSIONS + " is not between 0 and 777.");
    return OptionalInt.empty();
  }

  private static Optional<MountFacts> facts(Options options, Problems problems) {
    Optional<String> file = options.text(METADATA);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MountFacts.read(Path.of(file.get())));
    } catch (InvalidPathException | MountFacts.Unreadable e) {
      problems.add("Option " + METADATA + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
