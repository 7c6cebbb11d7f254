// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.internal.ova.OvaInspection;
import org.oriel.conversion.internal.ova.OvaReader;
import org.oriel.conversion.internal.unpack.Compression;
import org.oriel.conversion.internal.unpack.UnpackLimits;
import org.oriel.conversion.internal.unpack.Unpackers;
import org.oriel.conversion.internal.unpack.Unpacking;

/**
 * Looks at a stream as a disk and, if its first bytes are those of compressed data or of a tar, at
 * what is inside as well.
 */
final class ContainerInspection implements Inspection {
  private final DiskInspection outside;
  private final Supplier<DiskInspection> inside;
  private final UnpackLimits limits;
  private final Unpackers unpackers;
  private final ByteBuffer head = ByteBuffer.allocate(Compression.HEAD);
  private final ByteBuffer tarHead = ByteBuffer.allocate(OvaReader.HEAD);
  private Optional<Unpacking> unpacking = Optional.empty();
  private Optional<OvaInspection> ova = Optional.empty();

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
    feedOva(bytes.duplicate());
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

  private void feedOva(ByteBuffer bytes) {
    if (tarHead.hasRemaining()) {
      ByteBuffer first =
          bytes.slice(bytes.position(), Math.min(bytes.remaining(), tarHead.remaining()));
      tarHead.put(first);
      bytes.position(bytes.position() + first.limit());
      if (!tarHead.hasRemaining() && OvaReader.marks(tarHead.duplicate().flip())) {
        OvaInspection begun = new OvaInspection(inside::get);
        begun.feed(tarHead.duplicate().flip());
        ova = Optional.of(begun);
      }
    }
    ova.ifPresent(it -> it.feed(bytes));
  }

  @Override
  public Finding finish(long length) {
    Finding finding = outside.finish(length);
    return unpacking
        .map(Unpacking::finish)
        .or(() -> ova.map(OvaInspection::finish))
        .map(finding::with)
        .orElse(finding);
  }

  @Override
  public void close() {
    unpacking.ifPresent(Unpacking::close);
    ova.ifPresent(OvaInspection::close);
  }
}
