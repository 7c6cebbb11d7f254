// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.util.Locale;

/** What was found of one copy of an image's data. */
enum Verdict {
  /** Size and both digests are as recorded. */
  GOOD,
  /** Size or a digest differs from the record. */
  CORRUPT,
  /** The store holds no such data. */
  MISSING,
  /** The data could not be read now. */
  UNREACHABLE,
  /** What is recorded agrees, but the record lacks something, or names an unknown algorithm. */
  UNVERIFIED,
  /** The image or this copy was removed meanwhile. */
  SKIPPED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
