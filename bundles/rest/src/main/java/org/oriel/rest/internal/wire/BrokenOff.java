// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.io.IOException;

/** An answer that has begun and cannot be ended by us: the container has to cut the connection. */
public final class BrokenOff extends IOException {
  private static final long serialVersionUID = 1L;

  public BrokenOff(Throwable cause) {
    super("The answer broke off", cause);
  }
}
