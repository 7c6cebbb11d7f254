// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.util.Map;

/** Words of qemu-img for formats that Glance, and so Oriel, calls otherwise. */
final class Names {
  private static final Map<String, String> OURS = Map.of("vpc", "vhd", "parallels", "ploop");

  private Names() {}

  static String ours(String name) {
    return OURS.getOrDefault(name, name);
  }
}
