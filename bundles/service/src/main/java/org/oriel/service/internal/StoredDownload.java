// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import org.oriel.event.ImageEvents;
import org.oriel.event.Outbox;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.service.Download;
import org.oriel.storage.ImageCache;
import org.oriel.storage.ImageData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data of an image, on the lease that {@link ImageData} holds.
 *
 * @param cache that looks on when all data are read
 */
record StoredDownload(
    Image image, ImageData data, Caller receiver, Outbox outbox, Optional<ImageCache> cache)
    implements Download {
  private static final Logger LOG = LoggerFactory.getLogger(StoredDownload.class);

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public ReadableByteChannel from(long offset) throws IOException {
    return data.from(offset);
  }

  @Override
  public ReadableByteChannel whole() throws IOException {
    ReadableByteChannel bytes = data.from(0);
    return cache.isPresent() ? cache.get().filling(image, bytes) : bytes;
  }

  @Override
  public void sent(long bytes, long wanted) {
    if (outbox.channels().isEmpty()) {
      return;
    }
    try {
      outbox.add(List.of(ImageEvents.sent(image, receiver, bytes, wanted)));
    } catch (RuntimeException e) {
      LOG.warn("Nobody is notified that image {} was downloaded: {}", image.id(), e.toString());
    }
  }

  @Override
  public void close() {
    data.close();
  }
}
