// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.Map;
import java.util.Optional;
import org.oriel.image.Multihash;

/**
 * Where a caller says that data lie. May hold credentials, hence {@link #toString} does not show
 * it.
 *
 * @param metadata texts, lists and maps by key
 * @param checksum MD5 that the caller says the data have
 * @param multihash digest that the caller says the data have
 */
public record GivenLocation(
    String url,
    Map<String, Object> metadata,
    Optional<String> checksum,
    Optional<Multihash> multihash) {
  public GivenLocation {
    metadata = Map.copyOf(metadata);
  }

  @Override
  public String toString() {
    return "GivenLocation[]";
  }
}
