// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.util.Set;
import org.oriel.image.Refusal;

/** Which names of an image's attributes mean what, and which of them nobody may write. */
final class Names {
  /** Attributes that a client may set. */
  static final Set<String> WRITABLE =
      Set.of(
          "name",
          "visibility",
          "protected",
          "os_hidden",
          "owner",
          "disk_format",
          "container_format",
          "min_disk",
          "min_ram",
          "tags");

  private static final Set<String> READ_ONLY =
      Set.of(
          "created_at",
          "updated_at",
          "status",
          "checksum",
          "size",
          "virtual_size",
          "direct_url",
          "self",
          "file",
          "schema",
          "os_hash_algo",
          "os_hash_value");

  private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");

  /** Properties of the server's own that no view shows. */
  private static final Set<String> HIDDEN =
      Set.of("os_glance_stage_host", "os_glance_hash_op_host");

  private static final String OWN = "os_glance";

  private Names() {}

  /** Whether a view shows a custom property of this name: not if an attribute has the name. */
  static boolean shown(String property) {
    return !HIDDEN.contains(property)
        && !WRITABLE.contains(property)
        && !READ_ONLY.contains(property)
        && !property.equals("id")
        && !property.equals("locations")
        && !property.equals("stores");
  }

  /** Refuses attributes that only the server writes. */
  static void requireNotReadOnly(String name) {
    if (READ_ONLY.contains(name)) {
      throw readOnly(name);
    }
  }

  /** Refuses names that are the server's own. */
  static void requireNotReserved(String name) {
    if (RESERVED.contains(name) || name.startsWith(OWN)) {
      throw new Refusal.Forbidden("Attribute '" + name + "' is reserved.");
    }
  }

  static Refusal readOnly(String name) {
    return new Refusal.Forbidden("Attribute '" + name + "' is read-only.");
  }
}
