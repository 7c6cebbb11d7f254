// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.service.Images;

/** Deletes images. */
@Service
@Command(
    scope = "oriel",
    name = "image-delete",
    description = "Deletes images with their data, without asking. Protected images are refused.")
public final class ImageDeleteCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Images images;

  @Argument(name = "ID", description = "Ids of the images.", required = true, multiValued = true)
  @Completion(ImageIds.class)
  private List<String> ids = List.of();

  @Override
  void run(PrintStream out) throws Exception {
    Images service = need(images, "The image service");
    int refused = 0;
    for (String id : ids) {
      try {
        service.delete(Caller.SYSTEM, id);
        out.println("Deleted " + id);
      } catch (Refusal e) {
        refused++;
        out.println("Not deleted: " + e.getMessage());
      }
    }
    if (refused > 0) {
      throw new CommandException(refused + " of " + ids.size() + " images were not deleted.");
    }
  }
}
