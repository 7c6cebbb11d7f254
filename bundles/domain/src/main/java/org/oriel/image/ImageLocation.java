// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Map;
import java.util.Optional;

/**
 * Where data of an image lie. May hold credentials of a store, hence {@link #toString} does not
 * show it.
 *
 * @param url exactly as stored, up to 64 KiB
 * @param metadata JSON values by key; unknown keys are kept; key {@code store} names the store
 */
public record ImageLocation(String url, Map<String, Object> metadata) {
  /** The metadata key that names the store. */
  public static final String STORE = "store";

  public ImageLocation {
    metadata = Map.copyOf(metadata);
  }

  /** The store that holds the data, if the location says so. */
  public Optional<String> store() {
    return metadata.get(STORE) instanceof String name ? Optional.of(name) : Optional.empty();
  }

  @Override
  public String toString() {
    return "ImageLocation[store=" + store().orElse("?") + "]";
  }
}
