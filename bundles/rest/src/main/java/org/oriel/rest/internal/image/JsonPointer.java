// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.oriel.image.Refusal;

/** Pointers of JSON patches, in the limited form that this API takes. */
final class JsonPointer {
  private static final Pattern ADJACENT = Pattern.compile("/\\s*/");
  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

  private JsonPointer() {}

  /**
   * The tokens of a pointer, at least one, none of them empty.
   *
   * @throws Refusal.Invalid if it is malformed
   */
  static List<String> tokens(String pointer) {
    if (!pointer.startsWith("/")) {
      throw bad(pointer, "does not start with \"/\".");
    }
    if (ADJACENT.matcher(pointer.substring(1)).find()) {
      throw bad(pointer, "contains adjacent \"/\".");
    }
    if (pointer.length() > 1 && pointer.endsWith("/")) {
      throw bad(pointer, "ends with \"/\".");
    }
    if (BAD_ESCAPE.matcher(pointer).find()) {
      throw bad(pointer, "contains \"~\" not part of a recognized escape sequence.");
    }
    List<String> tokens = new ArrayList<>();
    for (String part : withoutLeadingSlashes(pointer).split("/", -1)) {
      String token = part.replace("~1", "/").replace("~0", "~").strip();
      if (token.isEmpty()) {
        throw bad(pointer, "names nothing.");
      }
      tokens.add(token);
    }
    return tokens;
  }

  private static String withoutLeadingSlashes(String pointer) {
    int start = 0;
    while (start < pointer.length() && pointer.charAt(start) == '/') {
      start++;
    }
    return pointer.substring(start);
  }

  private static Refusal bad(String pointer, String why) {
    return new Refusal.Invalid("Pointer `" + pointer + "` " + why);
  }
}
