// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The door and all that serves behind it, as one set of settings wants them. When it is retired,
 * its last request closes it.
 */
final class Generation {
  private final Door door;
  private final Metadata metadata;

  /** Requests inside, and one more until it is retired. */
  private final AtomicInteger users = new AtomicInteger(1);

  Generation(Door door, Metadata metadata) {
    this.door = door;
    this.metadata = metadata;
  }

  /** Serves a request; {@code false} if it is closed and somebody else has to. */
  boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      return false;
    }
    try {
      door.serve(request, response);
    } finally {
      retire();
    }
    return true;
  }

  /** Lets go: the last one who does closes it. */
  void retire() {
    if (users.decrementAndGet() == 0) {
      metadata.close();
    }
  }
}
