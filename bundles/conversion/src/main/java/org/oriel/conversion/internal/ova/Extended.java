// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.disk.FormatException;

/**
 * An extended header: lines of {@code length key=value}, where the length is that of the whole line
 * with its end. IEEE Std 1003.1, pax Extended Header.
 *
 * @param path the next member's name, if it is there
 * @param size the next member's bytes, if they are there
 */
record Extended(Optional<String> path, OptionalLong size) {
  private static final int MOST_DIGITS = 18;

  static Extended of(ByteBuffer records) throws FormatException {
    Optional<String> path = Optional.empty();
    OptionalLong size = OptionalLong.empty();
    while (records.hasRemaining()) {
      int start = records.position();
      long length = number(records, ' ');
      int value = records.position() - start;
      if (length <= value || length > records.limit() - start) {
        throw damaged();
      }
      String line = TarHeader.utf8(records.slice(start + value, (int) length - value));
      records.position(start + (int) length);
      int equals = line.indexOf('=');
      if (equals < 1 || !line.endsWith("\n")) {
        throw damaged();
      }
      String text = line.substring(equals + 1, line.length() - 1);
      switch (line.substring(0, equals)) {
        case "path" -> path = Optional.of(text);
        case "size" -> size = OptionalLong.of(size(text));
        default -> {
          // Times and owners.
        }
      }
    }
    return new Extended(path, size);
  }

  private static long size(String text) throws FormatException {
    if (!text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      throw damaged();
    }
    return Long.parseLong(text);
  }

  private static long number(ByteBuffer bytes, char end) throws FormatException {
    long value = 0;
    for (int i = 0; bytes.hasRemaining() && i < MOST_DIGITS; i++) {
      int digit = bytes.get();
      if (digit == end && i > 0) {
        return value;
      }
      if (digit < '0' || digit > '9') {
        throw damaged();
      }
      value = 10 * value + (digit - '0');
    }
    throw damaged();
  }

  private static FormatException damaged() {
    return new FormatException.Corrupt("An extended header of the archive is damaged.");
  }
}
