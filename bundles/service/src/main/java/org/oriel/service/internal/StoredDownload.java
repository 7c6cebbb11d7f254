// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import org.oriel.image.Image;
import org.oriel.service.Download;
import org.oriel.storage.ImageData;

/** Data of an image, on the lease that {@link ImageData} holds. */
record StoredDownload(Image image, ImageData data) implements Download {
  @Override
  public long size() {
    return data.size();
  }

  @Override
  public ReadableByteChannel from(long offset) throws IOException {
    return data.from(offset);
  }

  @Override
  public void close() {
    data.close();
  }
}
