// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.util.Map;

/**
 * Where a blob lies. May hold credentials, hence {@link #toString} shows the scheme only.
 *
 * @param uri exactly as Glance writes it for the same blob
 * @param metadata further facts, such as those of {@code filesystem_store_metadata_file}
 */
public record Location(String uri, Map<String, Object> metadata) {
  public Location {
    metadata = Map.copyOf(metadata);
  }

  /** A location without metadata. */
  public static Location of(String uri) {
    return new Location(uri, Map.of());
  }

  /** The scheme of the URI in lower case; empty text if there is none. */
  public String scheme() {
    int colon = uri.indexOf(':');
    return colon < 0 ? "" : uri.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Location[" + scheme() + "]";
  }
}
