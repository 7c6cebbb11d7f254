// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.util.Optional;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * For tests: the token is {@code user:project:role,role} and is believed; {@code none} is no
 * project. Without one, the headers are believed.
 */
final class FakeTokens implements Identity {
  private final TrustedHeaders headers;

  FakeTokens(TrustedHeaders headers) {
    this.headers = headers;
  }

  @Override
  public Caller identify(Evidence evidence) {
    Optional<String> token = evidence.header("X-Auth-Token").filter(text -> !text.isEmpty());
    if (token.isEmpty()) {
      return headers.identify(evidence);
    }
    String[] cells = token.get().split(":", -1);
    if (cells.length != 3 || cells[0].isEmpty()) {
      throw new Refusal.Unauthenticated(
          "A token is user:project:role here.", "Fake realm=\"oriel\"");
    }
    return headers.caller(
        Optional.of(cells[0]),
        Optional.of(cells[1]).filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("none")),
        TrustedHeaders.names(Optional.of(cells[2])),
        TrustedHeaders.names(evidence.header("X-Service-Roles")));
  }
}
