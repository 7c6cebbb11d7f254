// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.cache.internal.DiskCache;
import org.oriel.testkit.catalogue.MemoryCache;

/** Commands of the cache. */
class CacheCommandsTest {
  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final String OTHER = "00000000-0000-4000-8000-000000000002";

  private final Path directory;
  private final ShellFixture oriel;

  CacheCommandsTest(@TempDir Path scratch) throws Exception {
    directory = scratch.resolve("cache");
    oriel = new ShellFixture(scratch.resolve("reports"));
  }

  @AfterEach
  void close() {
    oriel.close();
  }

  private DiskCache cache(Map<String, Object> settings) {
    return new DiskCache(oriel.catalogue, new MemoryCache("here"), oriel.storage, settings);
  }

  @Test
  void listsAndClears() throws Exception {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(ID), "hello");
    DiskCache cache =
        cache(Map.of("image_cache_dir", directory.toString(), "image_cache_max_size", "4"));
    Console console = new Console(cache);
    try {
      assertThat(console.run("oriel:cache-prefetch " + OTHER)).contains("Waiting to be fetched: 1");
      assertThat(console.run("oriel:cache-list"))
          .containsPattern(ID + ".*cached.*5")
          .containsPattern(OTHER + ".*queued")
          .contains("1 images, 5");
      assertThatThrownBy(() -> console.run("oriel:cache-prefetch x"))
          .isInstanceOf(CommandException.class)
          .hasMessage("x is no id of an image.");
      assertThat(console.run("oriel:cache-clear " + OTHER)).contains("0 cached, 1 queued");
      assertThat(console.run("oriel:cache-prune")).contains("Removed: 1 images, 5");
      assertThat(console.run("oriel:cache-list")).contains("Nothing is cached.");
      assertThat(console.run("oriel:cache-clear")).contains("0 cached, 0 queued");
    } finally {
      console.close();
      cache.close();
    }
  }

  @Test
  void sayThatItIsOff() throws Exception {
    DiskCache cache = cache(Map.of());
    Console console = new Console(cache);
    try {
      assertThatThrownBy(() -> console.run("oriel:cache-list"))
          .isInstanceOf(CommandException.class)
          .hasMessage("The cache is off: image_cache_dir names no directory.");
    } finally {
      console.close();
      cache.close();
    }
  }
}
