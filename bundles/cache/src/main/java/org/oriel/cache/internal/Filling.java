// SPDX-License-Identifier: Apache-2.0
package org.oriel.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.oriel.image.Image;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data that are read and kept at the same time. Whatever befalls the cache, the reader does not
 * notice.
 */
final class Filling implements ReadableByteChannel {
  private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

  private final Image image;
  private final ReadableByteChannel data;
  private final FileChannel file;
  private final Keeper keeper;
  private final MessageDigest digest;
  private volatile boolean unwanted;
  private long kept;
  private boolean ended;

  /** How a filling ends; just one of these is called, once. */
  interface Keeper {
    /**
     * The data were read to their end.
     *
     * @param checksum MD5 of the data
     */
    void whole(Image image, FileChannel file, long size, String checksum) throws IOException;

    /** They were not, or the cache could not keep them. */
    void abandoned(Image image) throws IOException;

    /** They are not those of the image. */
    void wrong(Image image) throws IOException;
  }

  Filling(Image image, ReadableByteChannel data, FileChannel file, Keeper keeper) {
    this.image = image;
    this.data = data;
    this.file = file;
    this.keeper = keeper;
    try {
      this.digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says that the image has gone: nothing is to be kept. */
  void giveUp() {
    unwanted = true;
  }

  boolean isUnwanted() {
    return unwanted;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int start = into.position();
    int count = data.read(into);
    if (count > 0 && !unwanted) {
      keep(into.duplicate().flip().position(start));
    }
    return count;
  }

  private void keep(ByteBuffer bytes) {
    try {
      digest.update(bytes.duplicate());
      kept += bytes.remaining();
      while (bytes.hasRemaining()) {
        int unused = file.write(bytes);
      }
    } catch (IOException e) {
      LOG.warn("The cache does not keep image {}: {}", image.id(), e.toString());
      unwanted = true;
    }
  }

  @Override
  public boolean isOpen() {
    return data.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      try {
        end();
      } finally {
        data.close();
      }
    }
  }

  private void end() {
    try (file) {
      long size = image.content().size().orElse(-1);
      if (unwanted || kept != size) {
        file.close();
        keeper.abandoned(image);
        return;
      }
      String checksum = HexFormat.of().formatHex(digest.digest());
      if (image.content().checksum().filter(known -> !known.equals(checksum)).isPresent()) {
        LOG.error("The data of image {} are not those that its checksum tells of.", image.id());
        file.close();
        keeper.wrong(image);
        return;
      }
      keeper.whole(image, file, size, checksum);
    } catch (IOException e) {
      LOG.warn("The cache could not end with image {}: {}", image.id(), e.toString());
    }
  }
}
