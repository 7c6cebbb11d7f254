// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

/** Text from files and users, without characters that would steer the terminal. */
final class Terminal {
  private static final int UNSEEN = 0xFFFD;

  private Terminal() {}

  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            each ->
                Character.isISOControl(each) || Character.getType(each) == Character.FORMAT
                    ? UNSEEN
                    : each)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
