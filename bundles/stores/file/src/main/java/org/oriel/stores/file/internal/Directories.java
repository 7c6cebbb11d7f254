// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.store.Health;
import org.oriel.store.StoreException;

/** The directories of a store: which of them takes the next blob, and how they fare. */
final class Directories {
  private final List<FileSettings.Place> places;
  private final Set<Path> swept = ConcurrentHashMap.newKeySet();
  private final Collection<Path> roots;

  Directories(List<FileSettings.Place> places) {
    this.places =
        places.stream()
            .sorted(Comparator.comparingInt(FileSettings.Place::priority).reversed())
            .toList();
    this.roots = new LinkedHashSet<>();
    for (Path directory : all()) {
      roots.add(directory);
      usable(directory);
      realPath(directory).forEach(roots::add);
    }
  }

  /** In the order in which they are filled. */
  List<Path> all() {
    return places.stream().map(FileSettings.Place::directory).toList();
  }

  /** Whether a path lies in one of the directories, judged by its name only. */
  boolean hold(Path path) {
    return roots.stream().anyMatch(root -> path.startsWith(root) && !path.equals(root));
  }

  /** Whether a path that has no links in it lies in one of the directories. */
  boolean reallyHold(Path real) {
    return all().stream().flatMap(root -> realPath(root).stream()).anyMatch(real::startsWith);
  }

  /** Where a new blob goes: the first priority that has room, there the directory with most. */
  Path choose(OptionalLong expectedSize) throws StoreException {
    Map<Path, Long> free = new HashMap<>();
    List<String> reasons = new ArrayList<>();
    for (Path directory : all()) {
      String reason = usable(directory);
      if (reason.isEmpty()) {
        free.put(directory, free(directory));
      } else {
        reasons.add(reason);
      }
    }
    if (free.isEmpty()) {
      throw new StoreException.StoreDown(String.join(" ", reasons));
    }
    return places.stream()
        .filter(place -> free.getOrDefault(place.directory(), -1L) >= expectedSize.orElse(0))
        .max(
            Comparator.comparingInt(FileSettings.Place::priority)
                .thenComparing(place -> free.getOrDefault(place.directory(), 0L)))
        .map(FileSettings.Place::directory)
        .orElseThrow(
            () ->
                new StoreException.StoreFull(
                    "No directory has room for " + expectedSize.orElse(0) + " bytes."));
  }

  Health health() {
    List<String> reasons = new ArrayList<>();
    Set<FileStore> counted = new HashSet<>();
    long free = 0;
    boolean known = true;
    boolean readable = false;
    boolean writable = false;
    for (Path directory : all()) {
      String reason = usable(directory);
      readable |= Files.isDirectory(directory) && Files.isReadable(directory);
      if (!reason.isEmpty()) {
        reasons.add(reason);
        continue;
      }
      writable = true;
      try {
        FileStore fileStore = Files.getFileStore(directory);
        free += counted.add(fileStore) ? fileStore.getUsableSpace() : 0;
      } catch (IOException e) {
        // In a changed root the mount point is not to be seen; the directory works all the same.
        known = false;
      }
    }
    String detail = String.join(" ", reasons);
    if (writable) {
      return new Health(
          Health.State.READY, detail, known ? OptionalLong.of(free) : OptionalLong.empty());
    }
    Health.State state = readable ? Health.State.READ_ONLY : Health.State.DOWN;
    return new Health(state, detail, OptionalLong.empty());
  }

  /** Makes a directory if need be; answers why it cannot be written, or nothing if it can. */
  private String usable(Path directory) {
    try {
      Files.createDirectories(directory);
      if (!Files.isWritable(directory)) {
        return directory + ": not writable.";
      }
      if (swept.add(directory)) {
        Temporaries.sweep(directory);
      }
      return "";
    } catch (IOException e) {
      return directory + ": " + Failures.reason(e) + ".";
    }
  }

  private static long free(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      // Not known; the writer will find out.
      return Long.MAX_VALUE;
    }
  }

  private static List<Path> realPath(Path path) {
    try {
      return List.of(path.toRealPath());
    } catch (IOException e) {
      // Not there now: nothing lies in it.
      return List.of();
    }
  }
}
