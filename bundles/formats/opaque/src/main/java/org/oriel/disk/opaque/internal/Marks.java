// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.oriel.disk.Verdict;
import org.oriel.disk.Verdict.Reason;

/** Looks for marks in the head of a file, and words verdicts. */
final class Marks {
  private Marks() {}

  /** The bytes of a mark that is written here with one character for each byte. */
  static byte[] mark(String characters) {
    return characters.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the remaining bytes carry a mark.
   *
   * @param at counted from the buffer's position
   */
  static boolean has(ByteBuffer bytes, int at, byte[] mark) {
    if (bytes.remaining() < at + mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (bytes.get(bytes.position() + at + i) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  static Verdict corrupt(String sentence) {
    return new Verdict.Unfit(Reason.CORRUPT, sentence);
  }

  static Verdict unsupported(String sentence) {
    return new Verdict.Unfit(Reason.UNSUPPORTED, sentence);
  }
}
