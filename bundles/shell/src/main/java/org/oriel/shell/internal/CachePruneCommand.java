// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.storage.ImageCache;

/** Brings the cache down to its size, and cleans it. */
@Service
@Command(
    scope = "oriel",
    name = "cache-prune",
    description =
        "Removes what is of no use from the cache, and the rest down to its greatest size.")
public final class CachePruneCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable ImageCache cache;

  @Override
  void run(PrintStream out) throws Exception {
    ImageCache open = CacheState.on(need(cache, "The cache"));
    open.clean();
    ImageCache.Pruned pruned = open.prune();
    out.println(
        "Removed: " + pruned.files() + " images, " + Text.size(OptionalLong.of(pruned.bytes())));
  }
}
