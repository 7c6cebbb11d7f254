// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.List;
import java.util.Optional;

/**
 * What is inside of a container.
 *
 * @param container its word: {@code gzip}, {@code bzip2}, {@code xz}, {@code zstd}, {@code lz4},
 *     {@code zip}, {@code ova}
 * @param disks what each disk in it is; empty if something speaks against the container
 * @param objection why the container must be refused, if so
 */
public record Contents(String container, List<Finding> disks, Optional<String> objection) {
  public Contents {
    disks = List.copyOf(disks);
  }

  /** A container with one sound member. */
  public static Contents of(String container, Finding disk) {
    return new Contents(container, List.of(disk), Optional.empty());
  }

  /** A container that must be refused. */
  public static Contents refused(String container, String objection) {
    return new Contents(container, List.of(), Optional.of(objection));
  }
}
