// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.service.Images;

/** Lists images. */
@Service
@Command(
    scope = "oriel",
    name = "image-list",
    description = "Lists images of all projects, newest first.")
public final class ImageListCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Images images;

  @Option(name = "--status", description = "Only images in this status.", valueToShowInHelp = "")
  @Completion(
      value = StringsCompleter.class,
      values = {"queued", "saving", "uploading", "importing", "active", "deactivated"})
  private @Nullable String status;

  @Option(name = "--name", description = "Only images of this name.", valueToShowInHelp = "")
  private @Nullable String name;

  @Option(name = "--owner", description = "Only images of this project.", valueToShowInHelp = "")
  private @Nullable String owner;

  @Option(name = "--limit", description = "Most images to list, up to 10000.")
  private int limit = 100;

  @Override
  void run(PrintStream out) throws Exception {
    ImageFilter filter = new ImageFilter().status(status).name(name).owner(owner);
    Images.Page page = need(images, "The image service").list(Caller.SYSTEM, filter.query(limit));
    ImageTables.list(page.images(), out);
    if (page.next().isPresent()) {
      out.println("The list is cut after " + limit + " images; --limit shows more.");
    }
  }
}
