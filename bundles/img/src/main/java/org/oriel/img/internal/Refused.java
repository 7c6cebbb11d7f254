// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;

/** What cannot be done as asked; the sentence says what to do instead. */
final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  Refused(String sentence) {
    super(sentence);
  }

  Refused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
