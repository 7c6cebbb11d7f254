// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.util.Optional;
import java.util.Set;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * Who is not known may read what everybody may. A password that is wrong is refused all the same.
 */
final class AnonymousReading implements Identity {
  private static final Caller ANONYMOUS =
      new Caller(Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, true);

  private final Identity known;

  AnonymousReading(Identity known) {
    this.known = known;
  }

  @Override
  public Caller identify(Evidence evidence) {
    try {
      return known.identify(evidence);
    } catch (Refusal.Unauthenticated e) {
      if (known instanceof LocalIdentity && evidence.header("Authorization").isPresent()) {
        throw e;
      }
      return ANONYMOUS;
    }
  }
}
