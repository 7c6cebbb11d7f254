// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.oriel.disk.Limits;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;

/** Reads the header and its extensions, then watches the tables pass by. Keeps no data. */
final class Qcow2Inspector implements StreamInspector {
  private final Limits limits;
  private final boolean extendedL2;
  private final ByteBuffer head = ByteBuffer.allocate(Header.MOST);
  private Optional<Header> header = Optional.empty();
  private Optional<Extensions> extensions = Optional.empty();
  private Optional<Mapping> mapping = Optional.empty();
  private Optional<Verdict> early = Optional.empty();
  private long position;

  /**
   * @param extendedL2 whether a file with extended L2 entries is let in
   */
  Qcow2Inspector(Limits limits, boolean extendedL2) {
    this.limits = limits;
    this.extendedL2 = extendedL2;
  }

  @Override
  public boolean feed(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    bytes.position(bytes.limit());
    if (early.isEmpty()) {
      try {
        take(rest);
      } catch (Refused refused) {
        early = Optional.of(refused.verdict());
      }
    }
    return early.isEmpty() && !complete();
  }

  private void take(ByteBuffer rest) throws Refused {
    while (header.isEmpty() && early.isEmpty() && rest.hasRemaining()) {
      head.put(rest.get());
      position++;
      headerByte();
    }
    if (header.isPresent()) {
      int before = rest.position();
      extensions.orElseThrow().feed(rest);
      position += rest.position() - before;
      mapping.orElseThrow().feed(position, rest);
      position += rest.remaining();
    }
  }

  private void headerByte() throws Refused {
    int taken = head.position();
    if (taken <= Header.MAGIC.length) {
      if (head.get(taken - 1) != Header.MAGIC[taken - 1]) {
        early = Optional.of(new Verdict.Other());
      }
      return;
    }
    ByteBuffer begun = head.duplicate().flip();
    if (taken == Header.bytesWanted(begun)) {
      Header whole = Header.of(begun, limits);
      if (whole.features().extendedL2() && !extendedL2) {
        // Readable, and yet not let in: who gets the image next may know as little of it as Glance.
        throw Refused.unsupported("Extended L2 entries are not accepted.");
      }
      long cluster = 1L << whole.clusterBits();
      header = Optional.of(whole);
      extensions =
          Optional.of(
              new Extensions(whole.length(), taken, Math.min(cluster, limits.headerBytes())));
      mapping = Optional.of(new Mapping(whole));
    }
  }

  private boolean complete() {
    return header.isPresent()
        && extensions.orElseThrow().ended()
        && mapping.orElseThrow().complete(position);
  }

  @Override
  public Verdict verdict(long length) {
    if (early.isPresent()) {
      return early.get();
    }
    if (position < Header.MAGIC.length) {
      return new Verdict.Other();
    }
    try {
      return new Verdict.Sound(judge(length).info());
    } catch (Refused refused) {
      return refused.verdict();
    }
  }

  private Header judge(long length) throws Refused {
    if (!complete()) {
      throw Refused.corrupt("The file ends within its header or its tables.");
    }
    Header whole = header.orElseThrow();
    whole.fits(length);
    if (!mapping.orElseThrow().fits(length)) {
      throw Refused.corrupt("The file is shorter than its tables say: it was cut off.");
    }
    return whole;
  }
}
