// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.service.Images;

/** Shows an image. */
@Service
@Command(scope = "oriel", name = "image-show", description = "Shows all that is known of an image.")
public final class ImageShowCommand extends OrielCommand {
  @Reference(optional = true)
  private @Nullable Images images;

  @Argument(name = "ID", description = "Id of the image.", required = true)
  @Completion(ImageIds.class)
  private String id = "";

  @Override
  void run(PrintStream out) throws Exception {
    ImageTables.one(need(images, "The image service").show(Caller.SYSTEM, id), out);
  }
}
