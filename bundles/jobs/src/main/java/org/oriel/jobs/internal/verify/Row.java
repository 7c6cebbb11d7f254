// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A row of the report: one copy of an image's data.
 *
 * @param store id of the store, empty if that is not known
 * @param size bytes that the catalogue records
 * @param bytesRead bytes that were read; not part of the text
 * @param detail what differs, or why there is no verdict; empty if all is well
 */
record Row(
    String image,
    String name,
    String store,
    OptionalLong size,
    long bytesRead,
    Verdict verdict,
    String detail) {
  static final String HEADER = "image_id,name,store,size,verdict,detail\r\n";
  private static final Pattern SPECIAL = Pattern.compile("[\",\\r\\n]");

  /** As a line of CSV (RFC 4180). */
  String line() {
    return String.join(
            ",",
            field(image),
            field(name),
            field(store),
            size.isPresent() ? Long.toString(size.getAsLong()) : "",
            verdict.word(),
            field(detail))
        + "\r\n";
  }

  private static String field(String text) {
    return SPECIAL.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
