// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import org.oriel.storage.ImageData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data in the cache, which can be read to their end even if they are removed meanwhile. */
final class CachedData implements ImageData {
  private static final Logger LOG = LoggerFactory.getLogger(CachedData.class);
  private static final String PLACE = "cache";

  private final FileChannel file;
  private final long size;

  CachedData(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public String store() {
    return PLACE;
  }

  @Override
  public ReadableByteChannel from(long offset) throws IOException {
    if (!file.isOpen()) {
      throw new ClosedChannelException();
    }
    return new Part(offset);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("Cached data did not close.", e);
    }
  }

  private final class Part implements ReadableByteChannel {
    private long position;
    private boolean closed;

    Part(long position) {
      this.position = position;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      int count = file.read(into, position);
      position += Math.max(count, 0);
      return count;
    }

    @Override
    public boolean isOpen() {
      return !closed && file.isOpen();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
