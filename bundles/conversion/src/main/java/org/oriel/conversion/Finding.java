// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a stream of bytes is.
 *
 * @param formats words of all formats that claim it; {@code raw} if none does
 * @param virtualSize bytes of the disk, if just one format claims it and finds nothing against it
 * @param objection why the bytes must be refused whatever they were declared to be, if so
 * @param contents what is inside, if it is a container
 */
public record Finding(
    Set<String> formats,
    OptionalLong virtualSize,
    Optional<String> objection,
    Optional<Contents> contents) {
  public Finding {
    formats = Set.copyOf(formats);
  }

  /** Of a stream that contains no other. */
  public Finding(Set<String> formats, OptionalLong virtualSize, Optional<String> objection) {
    this(formats, virtualSize, objection, Optional.empty());
  }

  /** Whether just this format claims the stream. */
  public boolean is(String format) {
    return formats.size() == 1 && formats.contains(format);
  }

  /** The same stream, seen to be a container. */
  public Finding with(Contents inside) {
    return new Finding(formats, virtualSize, objection, Optional.of(inside));
  }
}
