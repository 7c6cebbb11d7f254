// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/** What an inspector says of a file. */
public sealed interface Verdict {
  /** Not a file of this format. */
  record Other() implements Verdict {}

  /** A file of this format with nothing against it. */
  record Sound(DiskInfo info) implements Verdict {}

  /**
   * A file of this format that must be refused.
   *
   * @param reason the class of reason
   * @param detail one sentence for the operator and the caller; holds nothing read from the file
   *     but numbers
   */
  record Unfit(Reason reason, String detail) implements Verdict {}

  /** Why a file is refused. */
  enum Reason {
    /** It contradicts its own format. */
    CORRUPT,
    /** Whoever opened it might open or overwrite something else. */
    UNSAFE,
    /** It is right, but beyond what is supported. */
    UNSUPPORTED
  }
}
