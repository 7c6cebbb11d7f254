// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client still sends after it has been refused. A client that is cut off while it sends does
 * not see the answer; so some of it is read and dropped, within limits.
 */
final class Leftovers {
  /** For callers who are known: most images, so that even clients that never look up learn why. */
  private static final long MOST_BYTES = 4L << 30;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** For callers who are not. */
  private static final long MOST_BYTES_OF_STRANGERS = 64L << 20;

  private static final Duration LONGEST_OF_STRANGERS = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /** Before an answer: says that the connection will end with it, if a body may be on its way. */
  static void announceEnd(HttpServletRequest request, HttpServletResponse response) {
    if (Exchange.hasBody(request) && !response.isCommitted()) {
      response.setHeader("Connection", "close");
    }
  }

  /** After an answer: sends it off and drops what still comes. */
  static void drop(HttpServletRequest request, HttpServletResponse response, Patience patience)
      throws IOException {
    // A client that waits for "continue" has not begun to send, and reading would invite it to.
    if (!Exchange.hasBody(request) || Exchange.header(request, "Expect").isPresent()) {
      return;
    }
    response.flushBuffer();
    boolean known = Exchange.isKnown(request);
    try {
      long unused =
          patience.within(
              known ? LONGEST : LONGEST_OF_STRANGERS,
              () -> drop(request.getInputStream(), known ? MOST_BYTES : MOST_BYTES_OF_STRANGERS));
    } catch (IOException | HttpRefusal e) {
      // The client broke off what nobody wanted any more, or is too slow; it has its answer.
      LOG.debug("Request {} broke off after its answer", Exchange.id(request), e);
    }
  }

  private static long drop(InputStream body, long most) throws IOException {
    byte[] bin = new byte[1 << 16];
    long left = most;
    while (left > 0) {
      int count = body.read(bin);
      if (count < 0) {
        break;
      }
      left -= count;
    }
    return most - left;
  }
}
