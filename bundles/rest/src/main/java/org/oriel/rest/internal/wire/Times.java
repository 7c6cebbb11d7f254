// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as this API writes them. */
public final class Times {
  private Times() {}

  /** UTC in whole seconds, such as {@code 2026-11-23T01:24:04Z}. */
  public static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
