// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The life of an image, with the table of permitted changes. The moves themselves are methods of
 * {@link Image}.
 */
public enum ImageStatus {
  QUEUED,
  SAVING,
  UPLOADING,
  IMPORTING,
  ACTIVE,
  DEACTIVATED,
  /** A relic of the first API; never entered, only left. */
  KILLED,
  PENDING_DELETE,
  DELETED;

  private static final Map<ImageStatus, Set<ImageStatus>> NEXT =
      Map.of(
          QUEUED, Set.of(SAVING, UPLOADING, IMPORTING, ACTIVE, DELETED),
          SAVING, Set.of(ACTIVE, QUEUED, DELETED),
          UPLOADING, Set.of(IMPORTING, QUEUED, DELETED),
          IMPORTING, Set.of(ACTIVE, QUEUED, DELETED),
          ACTIVE, Set.of(DEACTIVATED, PENDING_DELETE, DELETED),
          DEACTIVATED, Set.of(ACTIVE, PENDING_DELETE, DELETED),
          KILLED, Set.of(DELETED),
          PENDING_DELETE, Set.of(DELETED, ACTIVE),
          DELETED, Set.of());

  /** Whether the table permits a change from this status to {@code other}. */
  public boolean mayBecome(ImageStatus other) {
    return NEXT.getOrDefault(this, Set.of()).contains(other);
  }

  /** The word of the API and of the database, such as {@code pending_delete}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of a word.
   *
   * @throws IllegalArgumentException if there is no such status
   */
  public static ImageStatus ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
