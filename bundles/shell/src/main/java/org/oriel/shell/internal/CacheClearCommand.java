// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.image.CachedImage;
import org.oriel.storage.ImageCache;

/** Removes images from the cache and from its queue. */
@Service
@Command(
    scope = "oriel",
    name = "cache-clear",
    description =
        "Removes images from the cache of this server and from its queue; without an id, all.")
public final class CacheClearCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable ImageCache cache;

  @Argument(name = "IMAGE", description = "Ids of images.", multiValued = true)
  @Completion(ImageIds.class)
  private @Nullable List<String> ids;

  @Override
  void run(PrintStream out) throws Exception {
    ImageCache open = CacheState.on(need(cache, "The cache"));
    List<String> queued = ids == null ? open.queued() : ids;
    long unqueued = queued.stream().filter(open::unqueue).count();
    List<String> cached =
        ids == null ? open.cached().stream().map(CachedImage::imageId).toList() : ids;
    long removed = cached.stream().filter(open::remove).count();
    out.println("Removed: " + removed + " cached, " + unqueued + " queued.");
  }
}
