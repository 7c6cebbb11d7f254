// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Optional;
import org.oriel.image.Refusal;

/** Limits of names. */
final class Names {
  private static final int MOST = 80;

  private Names() {}

  /** A name of 1 to 80 characters. */
  static void check(String what, String name) {
    if (name.isEmpty()) {
      throw new Refusal.Invalid("The name of a " + what + " cannot be empty.");
    }
    checkLength(what, name);
  }

  static void checkLength(String what, Optional<String> text) {
    text.ifPresent(it -> checkLength(what, it));
  }

  private static void checkLength(String what, String text) {
    WellFormed.check(text);
    if (text.codePointCount(0, text.length()) > MOST) {
      throw new Refusal.Invalid(
          "The name or title of a " + what + " cannot have more than " + MOST + " characters.");
    }
  }
}
