// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Locale;
import java.util.Optional;

/** Who may see an image besides its owner. */
public enum Visibility {
  PUBLIC,
  PRIVATE,
  SHARED,
  COMMUNITY;

  /** The word of the API and of the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The visibility of a word in lower case; empty if there is none. */
  public static Optional<Visibility> ofWord(String word) {
    for (Visibility each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
