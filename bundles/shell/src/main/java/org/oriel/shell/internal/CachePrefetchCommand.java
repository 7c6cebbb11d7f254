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
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageCache;

/** Has images fetched into the cache. */
@Service
@Command(
    scope = "oriel",
    name = "cache-prefetch",
    description = "Has images fetched into the cache of this server, in the background.")
public final class CachePrefetchCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable ImageCache cache;

  @Argument(name = "IMAGE", description = "Ids of images.", required = true, multiValued = true)
  @Completion(ImageIds.class)
  private List<String> ids = List.of();

  @Override
  void run(PrintStream out) throws Exception {
    ImageCache open = CacheState.on(need(cache, "The cache"));
    for (String id : ids) {
      if (!Image.isId(id)) {
        throw new Refusal.Invalid(Text.clean(id) + " is no id of an image.");
      }
    }
    ids.forEach(open::queue);
    out.println("Waiting to be fetched: " + open.queued().size());
  }
}
