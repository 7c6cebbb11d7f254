// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageData;
import org.oriel.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the data of one image after the other into the cache. */
final class Prefetch {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);
  private static final int BUFFER_BYTES = 1 << 20;

  private final OpenCache cache;
  private final ImageCatalogue catalogue;
  private final Storage storage;

  Prefetch(OpenCache cache, ImageCatalogue catalogue, Storage storage) {
    this.cache = cache;
    this.catalogue = catalogue;
    this.storage = storage;
  }

  /**
   * Fetches what an image in the queue stands for, and takes it out. It stays there if its store
   * cannot be reached now.
   */
  void fetch(String imageId, BooleanSupplier stop) {
    try {
      Optional<Image> image =
          catalogue
              .find(imageId, Caller.SYSTEM)
              .filter(found -> found.status() == ImageStatus.ACTIVE);
      if (image.isPresent() && cache.find(imageId).isEmpty()) {
        read(image.get(), stop);
      }
    } catch (Refusal.Unavailable e) {
      LOG.info("Image {} cannot be fetched now: {}", imageId, e.getMessage());
      return;
    } catch (IOException | RuntimeException e) {
      LOG.warn("Image {} cannot be fetched into the cache: {}", imageId, e.toString());
    }
    if (!stop.getAsBoolean()) {
      boolean unused = cache.unqueue(imageId);
    }
  }

  private void read(Image image, BooleanSupplier stop) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (ImageData data = storage.open(image.content().locations());
        ReadableByteChannel bytes = cache.filling(image, data.from(0))) {
      // The cache looks on.
      int count = 0;
      while (!stop.getAsBoolean() && count >= 0) {
        count = bytes.read(buffer.clear());
      }
    }
  }
}
