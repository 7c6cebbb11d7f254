// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the data of an image say about themselves.
 *
 * @param size bytes of data
 * @param virtualSize bytes of the disk that the data describe
 * @param checksum MD5 of the data in lower-case hexadecimal
 * @param multihash digest of the data by the configured algorithm
 * @param locations where copies of the data lie, in the order they were added
 */
public record Content(
    OptionalLong size,
    OptionalLong virtualSize,
    Optional<String> checksum,
    Optional<Multihash> multihash,
    List<ImageLocation> locations) {

  /** No data yet. */
  public static final Content NONE =
      new Content(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Content {
    locations = List.copyOf(locations);
  }
}
