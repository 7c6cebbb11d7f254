// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.internal.unpack.Compression;
import org.oriel.conversion.internal.unpack.UnpackLimits;
import org.oriel.conversion.internal.unpack.Unpackers;
import org.oriel.conversion.internal.unpack.Unpacking;

/**
 * Looks at a stream as a disk and, if its first bytes are those of compressed data, at what is
 * inside as well.
 */
final class ContainerInspection implements Inspection {
  private final DiskInspection outside;
  private final Supplier<DiskInspection> inside;
  private final UnpackLimits limits;
  private final Unpackers unpackers;
  private final ByteBuffer head = ByteBuffer.allocate(Compression.HEAD);
  private Optional<Unpacking> unpacking = Optional.empty();

  ContainerInspection(
      DiskInspection outside,
      Supplier<DiskInspection> inside,
      UnpackLimits limits,
      Unpackers unpackers) {
    this.outside = outside;
    this.inside = inside;
    this.limits = limits;
    this.unpackers = unpackers;
  }

  @Override
  public void feed(ByteBuffer bytes) {
    outside.feed(bytes);
    ByteBuffer rest = bytes.duplicate();
    if (head.hasRemaining()) {
      gather(rest);
    }
    unpacking.ifPresent(it -> it.feed(rest));
  }

  private void gather(ByteBuffer bytes) {
    while (head.hasRemaining() && bytes.hasRemaining()) {
      head.put(bytes.get());
    }
    if (!head.hasRemaining()) {
      ByteBuffer whole = head.duplicate().flip();
      unpacking = Compression.of(whole).map(kind -> unpackers.begin(kind, inside.get(), limits));
      unpacking.ifPresent(it -> it.feed(whole));
    }
  }

  @Override
  public Finding finish(long length) {
    Finding finding = outside.finish(length);
    return unpacking.map(it -> finding.with(it.finish())).orElse(finding);
  }

  @Override
  public void close() {
    unpacking.ifPresent(Unpacking::close);
  }
}
