// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.Patience;

/** The body of a request for metadata, which has to be there within a time, and has a limit. */
final class TimedBody extends ServletInputStream {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final ServletInputStream body;
  private final Patience patience;
  private long bytesLeft;
  private final long deadline = System.nanoTime() + LONGEST.toNanos();

  TimedBody(ServletInputStream body, Patience patience, long bodyMost) {
    this.bytesLeft = bodyMost;
    this.body = body;
    this.patience = patience;
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  @Override
  public int read() {
    int next = timed(body::read);
    counted(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    return counted(timed(() -> body.read(bytes, offset, length)));
  }

  private int counted(int count) {
    bytesLeft -= Math.max(0, count);
    if (bytesLeft < 0) {
      throw Front.tooLarge();
    }
    return count;
  }

  private int timed(Patience.Waiting<Integer> reading) {
    try {
      return patience.within(left(), reading);
    } catch (IOException e) {
      // Here it is known to be the client's fault; further in, it would look like ours.
      boolean silent = e.getCause() instanceof TimeoutException;
      throw new HttpRefusal(
          silent
              ? Answer.of(408)
              : Answer.of(400, "The request ended before its body was complete."));
    }
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  @Override
  public boolean isFinished() {
    return body.isFinished();
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new IllegalStateException("Metadata are read by the thread that serves the request.");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
