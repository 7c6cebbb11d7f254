// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import org.oriel.image.Image;

/** Open data of an image. The caller closes it. */
public interface Download extends AutoCloseable {
  Image image();

  /** Bytes of the data. */
  long size();

  /** The bytes from an offset on, until this object is closed; best read into direct buffers. */
  ReadableByteChannel from(long offset) throws IOException;

  /**
   * All bytes, for somebody who means to read them to their end: then they may be kept on the way,
   * so that the next one gets them sooner. To be closed.
   */
  ReadableByteChannel whole() throws IOException;

  /**
   * Says how much was given out, once it is known, for those who want to be notified.
   *
   * @param bytes that were given out
   * @param wanted bytes that were asked for
   */
  void sent(long bytes, long wanted);

  /** Idempotent. */
  @Override
  void close();
}
