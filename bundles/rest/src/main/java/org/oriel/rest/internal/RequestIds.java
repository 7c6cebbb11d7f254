// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import java.util.Optional;
import java.util.UUID;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;

/** Ids by which a request is found again in logs, here and elsewhere. */
final class RequestIds {
  static final String HEADER = "X-Openstack-Request-Id";
  private static final String PREFIX = "req-";

  private final int most;

  RequestIds(int most) {
    this.most = most;
  }

  /**
   * The caller's own id, or a new one.
   *
   * @throws HttpRefusal with 431 if the caller's is too long
   */
  String of(Optional<String> own) {
    if (own.isEmpty() || own.get().isBlank()) {
      return PREFIX + UUID.randomUUID();
    }
    String text = own.get().strip();
    String id = text.startsWith(PREFIX) ? text : PREFIX + text;
    if (id.length() > most) {
      throw new HttpRefusal(
          Answer.of(431, "A request id can have " + most + " characters at most."));
    }
    return id;
  }
}
