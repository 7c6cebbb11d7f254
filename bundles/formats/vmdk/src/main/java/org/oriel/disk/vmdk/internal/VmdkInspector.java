// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.oriel.disk.Verdict.Reason;

/**
 * Reads header and descriptor, then watches the tables pass by or keeps the end, wherever the
 * directory is. Keeps no data.
 */
final class VmdkInspector implements StreamInspector {
  private final Limits limits;
  private final Mark mark = new Mark();
  private final ByteBuffer head = ByteBuffer.allocate(SparseHeader.BYTES);
  private final Descriptor descriptor = new Descriptor();
  private final Tail tail = new Tail(Footer.BYTES);
  private Optional<Mark.Kind> kind = Optional.empty();
  private Optional<SparseHeader> header = Optional.empty();
  private Optional<TableWatch> watch = Optional.empty();
  private Optional<FormatException> early = Optional.empty();
  private boolean described;
  private long position;

  VmdkInspector(Limits limits) {
    this.limits = limits;
  }

  @Override
  public boolean feed(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    bytes.position(bytes.limit());
    if (early.isEmpty()) {
      try {
        take(rest);
      } catch (FormatException refusal) {
        early = Optional.of(refusal);
      }
    }
    return early.isEmpty() && !complete();
  }

  private void take(ByteBuffer rest) throws FormatException {
    while (!described && rest.hasRemaining()) {
      front(rest.get());
      position++;
    }
    if (described) {
      if (watch.isPresent()) {
        watch.get().feed(position, rest);
      } else {
        tail.feed(rest);
      }
      position += rest.remaining();
    }
  }

  /** A byte of the mark, the header or the descriptor. */
  private void front(byte next) throws FormatException {
    if (kind.isEmpty()) {
      kind = mark.feed(next);
      if (kind.isPresent()) {
        kind.get().judge();
      }
    }
    if (position < SparseHeader.BYTES) {
      head.put(next);
    }
    if (position == SparseHeader.BYTES - 1 && kind.isPresent()) {
      SparseHeader front = SparseHeader.of(head.flip(), limits);
      header = Optional.of(front);
      watch = front.footer() ? Optional.empty() : Optional.of(new TableWatch(front));
    } else if (position >= SparseHeader.BYTES && header.isPresent()) {
      descriptor.feed(next);
      int sectors = SparseHeader.DESCRIPTOR_AT + header.get().descriptorSectors();
      if (position == (long) sectors * Sectors.BYTES - 1) {
        descriptor.end();
        described = true;
      }
    }
  }

  private boolean complete() {
    return described && watch.isPresent() && watch.get().complete(position);
  }

  @Override
  public Verdict verdict(long length) {
    try {
      if (early.isPresent()) {
        throw early.get();
      }
      return new Verdict.Sound(Facts.of(judge(length), descriptor));
    } catch (FormatException refusal) {
      return verdict(refusal);
    }
  }

  /** What a refusal of the reader is in the words of an inspector. */
  static Verdict verdict(FormatException refusal) {
    return refusal instanceof FormatException.NotThisFormat
        ? new Verdict.Other()
        : new Verdict.Unfit(reason(refusal), String.valueOf(refusal.getMessage()));
  }

  private SparseHeader judge(long length) throws FormatException {
    if (kind.isEmpty()) {
      throw new FormatException.NotThisFormat("The file is no VMDK.");
    }
    if (!described) {
      throw new FormatException.Corrupt("The file ends within its header or its descriptor.");
    }
    SparseHeader front = header.orElseThrow();
    if (watch.isEmpty()) {
      return end(front, length);
    }
    if (!watch.get().complete(position) || !watch.get().fits(length)) {
      throw new FormatException.Corrupt("The file is shorter than its tables say: it was cut off.");
    }
    return front;
  }

  private SparseHeader end(SparseHeader front, long length) throws FormatException {
    if (!tail.full()) {
      throw new FormatException.Corrupt("The file does not end with a footer: it was cut off.");
    }
    SparseHeader footer = Footer.of(tail.bytes(), front, limits);
    if (!Sectors.within(footer.directory(), footer.directoryBytes(), length)) {
      throw new FormatException.Corrupt("The directory lies outside of the file.");
    }
    return footer;
  }

  private static Reason reason(FormatException refusal) {
    if (refusal instanceof FormatException.Unsafe) {
      return Reason.UNSAFE;
    }
    return refusal instanceof FormatException.Unsupported ? Reason.UNSUPPORTED : Reason.CORRUPT;
  }
}
