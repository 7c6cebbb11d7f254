// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Instant;
import java.util.Locale;

/**
 * A project with which a shared image is shared.
 *
 * @param project the member's project id
 */
public record Member(
    String imageId, String project, Status status, Instant createdAt, Instant updatedAt) {
  /** What the member made of the offer. */
  public enum Status {
    PENDING,
    ACCEPTED,
    REJECTED;

    /** The word of the API and of the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
