// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;

/**
 * A part of image data.
 *
 * @param first offset of its first byte
 * @param length its bytes, at least one
 */
record ByteRange(long first, long length) {
  private static final Pattern RANGE = Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+(\\d+)\\s*-\\s*(\\d+)\\s*/\\s*(\\d+|\\*)\\s*");
  private static final int MOST_DIGITS = 18;

  /**
   * The part that a request wants; empty if it wants everything.
   *
   * @param range the header of that name
   * @param contentRange the header of that name: older clients put their wish there
   * @throws Refusal.Invalid for several ranges
   * @throws HttpRefusal with 416 for a range that is malformed or not there
   */
  static Optional<ByteRange> of(Optional<String> range, Optional<String> contentRange, long size) {
    if (range.isPresent()) {
      return Optional.of(standard(range.get(), size));
    }
    return contentRange.map(text -> legacy(text, size));
  }

  /** The value of the response's {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }

  private static ByteRange standard(String text, long size) {
    if (text.indexOf(',') >= 0) {
      throw new Refusal.Invalid("Requests with multiple ranges are not supported in Glance.");
    }
    Matcher parts = RANGE.matcher(text.strip());
    if (!parts.matches()) {
      throw notThere("The range '" + text + "' cannot be understood.", size);
    }
    String first = parts.group(1);
    String last = parts.group(2);
    if (first.isEmpty()) {
      long suffix = last.isEmpty() ? 0 : number(last);
      long length = Math.min(suffix, size);
      return between(size - length, size - 1, size);
    }
    long end = last.isEmpty() ? Long.MAX_VALUE : number(last);
    return between(number(first), Math.min(end, size - 1), size);
  }

  private static ByteRange legacy(String text, long size) {
    Matcher parts = CONTENT_RANGE.matcher(text.strip());
    if (!parts.matches()) {
      throw notThere("The range '" + text + "' cannot be understood.", size);
    }
    long last = number(parts.group(2));
    boolean otherSize = !parts.group(3).equals("*") && number(parts.group(3)) != size;
    if (last >= size || otherSize) {
      throw notThere("The range '" + text + "' is not in the image.", size);
    }
    return between(number(parts.group(1)), last, size);
  }

  private static ByteRange between(long first, long last, long size) {
    if (first >= size || last < first) {
      throw notThere("The requested range is not in the image.", size);
    }
    return new ByteRange(first, last - first + 1);
  }

  private static long number(String digits) {
    return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static HttpRefusal notThere(String why, long size) {
    return new HttpRefusal(Answer.of(416, why).with("Content-Range", "bytes */" + size));
  }
}
