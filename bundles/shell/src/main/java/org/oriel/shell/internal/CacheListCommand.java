// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.oriel.image.CachedImage;
import org.oriel.storage.ImageCache;

/** Lists what the cache has, and what waits. */
@Service
@Command(
    scope = "oriel",
    name = "cache-list",
    description = "Lists what the cache of this server has, and what waits to be fetched.")
public final class CacheListCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable ImageCache cache;

  @Override
  void run(PrintStream out) throws Exception {
    ImageCache open = CacheState.on(need(cache, "The cache"));
    List<CachedImage> cached = open.cached();
    ShellTable table = new ShellTable().emptyTableText("Nothing is cached.");
    for (String column : List.of("Image", "State", "Size", "Hits", "Last read", "Since")) {
      table.column(column);
    }
    for (CachedImage image : cached) {
      table
          .addRow()
          .addContent(
              image.imageId(),
              "cached",
              Text.size(OptionalLong.of(image.size())),
              image.hits(),
              Text.instant(image.lastAccessed()),
              Text.instant(image.lastModified()));
    }
    for (String id : open.queued()) {
      table.addRow().addContent(id, "queued", "", "", "", "");
    }
    table.print(out);
    long bytes = cached.stream().mapToLong(CachedImage::size).sum();
    out.println(cached.size() + " images, " + Text.size(OptionalLong.of(bytes)));
  }
}
