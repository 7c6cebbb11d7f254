// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.Set;
import org.oriel.image.Refusal;

/** What the names of an image's attributes mean: the one table of them. */
public final class AttributeNames {
  /** Attributes that callers set. */
  public static final Set<String> WRITABLE =
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

  /** Attributes that only Oriel sets; {@code id} is the caller's when an image is created. */
  public static final Set<String> READ_ONLY =
      Set.of(
          "id",
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

  /** Shown of images that have data, and never a custom property. */
  public static final String STORES = "stores";

  /** Set by operations of their own. */
  public static final String LOCATIONS = "locations";

  private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");
  private static final String OWN_PREFIX = "os_glance";

  private AttributeNames() {}

  /** Whether the name is Oriel's own, so that callers can have no property of it. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name) || name.startsWith(OWN_PREFIX);
  }

  /** Whether a custom property can have the name. */
  public static boolean isCustom(String name) {
    return !WRITABLE.contains(name)
        && !READ_ONLY.contains(name)
        && !name.equals(STORES)
        && !name.equals(LOCATIONS)
        && !isReserved(name);
  }

  /**
   * Refuses names that callers may not write.
   *
   * @throws Refusal.Forbidden in Glance's words
   */
  public static void requireWritable(String name) {
    if (READ_ONLY.contains(name)) {
      throw new Refusal.Forbidden("Attribute '" + name + "' is read-only.");
    }
    if (isReserved(name)) {
      throw new Refusal.Forbidden("Attribute '" + name + "' is reserved.");
    }
  }
}
