// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads options as qemu-img takes them: {@code name=value,name=value}. */
final class OptionWords {
  private OptionWords() {}

  static Map<String, String> parse(List<String> given) throws Refused {
    Map<String, String> named = new TreeMap<>();
    for (String words : given) {
      for (String word : words.split(",", -1)) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (name.isBlank()) {
          throw new Refused("-o takes NAME=VALUE, not '" + words + "'; '-o help' lists the names.");
        }
        // A name alone switches on, as in qemu-img.
        named.put(name, equals < 0 ? "on" : word.substring(equals + 1));
      }
    }
    return named;
  }
}
