// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import java.io.IOException;

/** Keystone cannot be reached, or gives no sensible answer. The message holds no secrets. */
final class KeystoneAway extends IOException {
  private static final long serialVersionUID = 1L;

  KeystoneAway(String message) {
    super(message);
  }

  KeystoneAway(String message, Throwable cause) {
    super(message, cause);
  }
}
