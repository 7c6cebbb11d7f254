// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The body of a request. An early end of it is an error, never an end. */
final class BodyChannel implements ReadableByteChannel {
  private final HttpServletRequest request;
  private final Pace pace;
  private final long announced;
  private long read;
  private boolean open = true;

  BodyChannel(HttpServletRequest request, Pace pace) {
    this.request = request;
    this.pace = pace;
    this.announced = request.getContentLengthLong();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    ServletInputStream body = request.getInputStream();
    int before = into.position();
    while (into.hasRemaining()) {
      int count = body.read(into);
      if (count < 0) {
        return end(into.position() - before);
      }
      pace.came(count);
    }
    int count = into.position() - before;
    read += count;
    return count;
  }

  private int end(int count) throws EOFException {
    read += count;
    if (announced >= 0 && read < announced) {
      throw new EOFException("The body ended after " + read + " of " + announced + " bytes.");
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
