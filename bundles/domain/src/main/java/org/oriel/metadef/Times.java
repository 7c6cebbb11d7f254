// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.time.Instant;

/**
 * When something was made and last changed.
 *
 * @param updatedAt the same as {@code createdAt} as long as nothing was changed
 */
public record Times(Instant createdAt, Instant updatedAt) {
  /** Of something new. */
  public static Times of(Instant now) {
    return new Times(now, now);
  }

  /** Of the same thing, changed just now. */
  public Times changed(Instant now) {
    return new Times(createdAt, now);
  }
}
