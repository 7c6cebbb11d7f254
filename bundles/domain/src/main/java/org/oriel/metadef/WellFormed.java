// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Optional;
import org.oriel.image.Refusal;

/** Refuses halves of characters, which JSON can escape and nothing can store. */
final class WellFormed {
  private WellFormed() {}

  static String check(String text) {
    if (text.codePoints().anyMatch(each -> each >= 0xD800 && each <= 0xDFFF)) {
      throw new Refusal.Invalid("A text has half of a character (an unpaired surrogate).");
    }
    return text;
  }

  static void check(Optional<String> text) {
    text.ifPresent(WellFormed::check);
  }
}
