// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.disk.FormatException;

/**
 * Digests of members, in lines such as {@code SHA256(disk.vmdk)= 0a1b...}: DSP0243, section 6.4.
 *
 * @param entries by name of the member
 */
record Manifest(Map<String, Entry> entries) {
  /**
   * The digest of a member.
   *
   * @param hex digits of base 16, in small letters
   */
  record Entry(Digest digest, String hex) {}

  private static final Pattern LINE =
      Pattern.compile("(?<digest>SHA-?(1|256|512)) ?\\((?<name>.+)\\) ?= ?(?<hex>[0-9a-fA-F]+)");

  static Manifest of(byte[] text) throws FormatException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\r?\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        throw new FormatException.Corrupt("A line of the manifest is of no known kind.");
      }
      Digest digest = Digest.valueOf(matcher.group("digest").replace("-", ""));
      String hex = matcher.group("hex").toLowerCase(Locale.ROOT);
      if (entries.put(matcher.group("name"), new Entry(digest, hex)) != null) {
        throw new FormatException.Corrupt("The manifest names a member twice.");
      }
    }
    return new Manifest(entries);
  }
}
