// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.Exchange;

/**
 * Tells one state of an image, as a caller sees it, from all others. Clients that know nothing of
 * it see nothing of it.
 */
final class EntityTag {
  private static final int BYTES = 15;
  private static final int MOST_CHARACTERS = 8192;
  private static final Pattern LIST =
      Pattern.compile("\\s*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")\\s*(?:,|$)");

  private EntityTag() {}

  /** The tag of what is shown. */
  static String of(byte[] shown) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown);
      byte[] part = Arrays.copyOf(digest, BYTES);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(part) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Tags of states in one of which the image must be; empty if any will do.
   *
   * @throws Refusal.Invalid if the header is none
   */
  static Optional<List<String>> wanted(HttpServletRequest request) {
    return tags(Exchange.header(request, "If-Match"), false);
  }

  /**
   * Tags of states that the client has; empty if it has none.
   *
   * @throws Refusal.Invalid if the header is none
   */
  static Optional<List<String>> known(HttpServletRequest request) {
    return tags(Exchange.header(request, "If-None-Match"), true);
  }

  /** An asterisk, which stands for any state of an image that is there, is not in the list. */
  private static Optional<List<String>> tags(Optional<String> header, boolean weakToo) {
    if (header.isEmpty() || header.get().strip().equals("*")) {
      return Optional.empty();
    }
    String text = header.get();
    if (text.length() > MOST_CHARACTERS) {
      throw new Refusal.Invalid("The list of entity tags is too long.");
    }
    List<String> tags = new ArrayList<>();
    Matcher matcher = LIST.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      if (weakToo || matcher.group(1) == null) {
        tags.add(matcher.group(2));
      }
      end = matcher.end();
    }
    if (end < text.length()) {
      throw new Refusal.Invalid("The list of entity tags is malformed.");
    }
    return Optional.of(List.copyOf(tags));
  }
}
