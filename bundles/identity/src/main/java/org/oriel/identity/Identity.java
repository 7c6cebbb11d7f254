// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity;

import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/** Finds out who asks. */
public interface Identity {
  /**
   * The caller behind a request, already judged by the {@link org.oriel.image.AdminRule}.
   *
   * @throws Refusal.Unauthenticated if the credentials are missing or wrong
   * @throws Refusal.Unavailable if they cannot be checked now
   */
  Caller identify(Evidence evidence);
}
