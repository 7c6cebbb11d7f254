// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code filesystem_store_metadata_file} says about the mounts that blobs lie on: one JSON
 * object that holds for all of them, or a list of objects of which each names its {@code
 * mountpoint}.
 */
final class MountFacts {
  private static final int MOST_BYTES = 64 << 10;

  private final List<Map<String, Object>> entries;
  private final boolean forAll;

  private MountFacts(List<Map<String, Object>> entries, boolean forAll) {
    this.entries = List.copyOf(entries);
    this.forAll = forAll;
  }

  static MountFacts read(Path file) throws Unreadable {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Unreadable("the file is larger than 64 KiB.");
      }
      return of(new Json(Files.readString(file, StandardCharsets.UTF_8)).value());
    } catch (IOException e) {
      throw new Unreadable("the file cannot be read.");
    } catch (Json.Malformed e) {
      throw new Unreadable("the file is not JSON: " + e.getMessage());
    }
  }

  private static MountFacts of(Object json) throws Unreadable {
    if (json instanceof Map<?, ?> map) {
      return new MountFacts(List.of(entry(map)), true);
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    if (json instanceof List<?> list) {
      for (Object member : list) {
        if (!(member instanceof Map<?, ?> map)
            || !(map.get("mountpoint") instanceof String)
            || !(map.get("id") instanceof String)) {
          throw new Unreadable("each member of the list needs the texts id and mountpoint.");
        }
        entries.add(entry(map));
      }
      return new MountFacts(entries, false);
    }
    throw new Unreadable("neither an object nor a list of objects.");
  }

  private static Map<String, Object> entry(Map<?, ?> json) {
    Map<String, Object> entry = new java.util.HashMap<>();
    json.forEach((name, value) -> entry.put((String) name, value));
    return Map.copyOf(entry);
  }

  /** The facts about a file. */
  Map<String, Object> about(Path file) {
    for (Map<String, Object> entry : entries) {
      if (forAll || file.startsWith(Path.of((String) entry.getOrDefault("mountpoint", "")))) {
        return entry;
      }
    }
    return Map.of();
  }

  /** Why the file does not serve. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
