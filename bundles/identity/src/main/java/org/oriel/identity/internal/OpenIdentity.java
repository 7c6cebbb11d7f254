// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.util.Optional;
import java.util.Set;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.Caller;

/** Everybody is an administrator without a project, as in Glance without authentication. */
final class OpenIdentity implements Identity {
  private static final Caller EVERYBODY =
      new Caller(
          Optional.empty(),
          Optional.empty(),
          Set.of("admin", "member", "reader"),
          Set.of(),
          true,
          false);

  @Override
  public Caller identify(Evidence evidence) {
    return EVERYBODY;
  }
}
