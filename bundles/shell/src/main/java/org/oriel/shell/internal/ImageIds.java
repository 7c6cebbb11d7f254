// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.service.Images;

/** Completes ids of images, the newest ones. */
@Service
public final class ImageIds extends Candidates {
  @Reference(optional = true)
  private @Nullable Images service;

  @Override
  List<String> texts() {
    return of(
        service,
        images ->
            images.list(Caller.SYSTEM, new ImageFilter().query(200)).images().stream()
                .map(Image::id)
                .toList());
  }
}
