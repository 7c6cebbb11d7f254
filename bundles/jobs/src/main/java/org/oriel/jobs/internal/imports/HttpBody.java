// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.OptionalLong;

/** The body of an answer: ends where it has to, and fails if it ends before. */
final class HttpBody extends InputStream {
  private static final int LARGEST_CHUNK_DIGITS = 15;

  private final InputStream in;
  private final Framing framing;
  private long left;
  private boolean begun;
  private boolean ended;

  /**
   * How the end is known.
   *
   * @param length bytes, if announced; else the body ends with the connection
   */
  record Framing(boolean chunked, OptionalLong length) {}

  HttpBody(InputStream in, Framing framing) {
    this.in = in;
    this.framing = framing;
    this.left = framing.length().orElse(framing.chunked() ? 0 : Long.MAX_VALUE);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      if (framing.chunked() && left == 0 && !ended) {
        nextChunk();
      }
      if (ended || left == 0) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        return brokenOff();
      }
      left -= count;
      return count;
    } catch (SocketTimeoutException e) {
      throw new FetchFailed("The server of the data has fallen silent.", e);
    }
  }

  private int brokenOff() throws FetchFailed {
    if (framing.chunked() || framing.length().isPresent()) {
      throw new FetchFailed("The server of the data broke off before their end.");
    }
    ended = true;
    return -1;
  }

  private void nextChunk() throws IOException {
    if (begun && !HttpExchange.line(in).isEmpty()) {
      throw HttpExchange.notHttp();
    }
    begun = true;
    String head = HttpExchange.line(in);
    int end = head.indexOf(';');
    String digits = (end < 0 ? head : head.substring(0, end)).strip();
    if (!digits.matches("[0-9a-fA-F]{1," + LARGEST_CHUNK_DIGITS + "}")) {
      throw HttpExchange.notHttp();
    }
    left = Long.parseLong(digits, 16);
    ended = left == 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
