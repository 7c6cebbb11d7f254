// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * Settings of PID {@code org.oriel.cache}.
 *
 * @param directory where the data lie; without it the cache is off
 * @param mostBytes of all data together, after pruning
 * @param stall after what time without a byte unfinished data are of no use
 * @param serves whether downloads go through the cache
 */
record CacheSettings(Optional<Path> directory, long mostBytes, Duration stall, boolean serves) {
  static final String PID = "org.oriel.cache";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static CacheSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    CacheSettings settings =
        new CacheSettings(
            options.text("image_cache_dir").map(Path::of),
            options.number("image_cache_max_size", 10L << 30, 0, Long.MAX_VALUE),
            Duration.ofSeconds(options.number("image_cache_stall_time", 86_400, 0, 1L << 40)),
            options.flag("cache_filter", false));
    problems.complain(PID);
    return settings;
  }
}
