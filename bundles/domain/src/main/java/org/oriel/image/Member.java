// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

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

    /** The status of a word in lower case; empty if there is none. */
    public static Optional<Status> ofWord(String word) {
      for (Status each : values()) {
        if (each.word().equals(word)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }
}
