// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.oriel.codec.Pool;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Problem;

/** A disk in one sparse extent, plain or packed. */
final class VmdkDisk implements Disk {
  private static final int UNPACKERS = 16;

  /** Tables that one extent looks at, at most. */
  private static final int TABLES = 64;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

  private final DiskSource source;
  private final SparseHeader header;
  private final DiskInfo info;
  private final GrainMap map;
  private final Pool<Unpacker> unpackers;

  private VmdkDisk(DiskSource source, SparseHeader header, DiskInfo info, GrainMap map) {
    this.source = source;
    this.header = header;
    this.info = info;
    this.map = map;
    this.unpackers = new Pool<>(UNPACKERS, () -> new Unpacker(source, header), Unpacker::close);
  }

  static VmdkDisk open(DiskSource source, Limits limits) throws FormatException {
    Beginning beginning = beginning(source, limits);
    return new VmdkDisk(
        source, beginning.header(), beginning.info(), GrainMap.open(source, beginning.header()));
  }

  static DiskInfo describe(DiskSource source, Limits limits) throws FormatException {
    return beginning(source, limits).info();
  }

  /** What is known without the tables: the same rules as those of the {@link VmdkInspector}. */
  private record Beginning(SparseHeader header, DiskInfo info) {}

  private static Beginning beginning(DiskSource source, Limits limits) throws FormatException {
    kind(source).judge();
    ByteBuffer sector = ByteBuffer.allocate(SparseHeader.BYTES);
    source.fill(0, sector);
    SparseHeader header = SparseHeader.of(sector.flip(), limits);
    Descriptor descriptor = descriptor(source, header);
    if (header.footer()) {
      ByteBuffer end = ByteBuffer.allocate(Footer.BYTES);
      source.fill(Math.max(0, source.size() - Footer.BYTES), end);
      header = Footer.of(end.flip(), header, limits);
    }
    return new Beginning(header, Facts.of(header, descriptor));
  }

  private static Mark.Kind kind(DiskSource source) throws FormatException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(DiskFormat.HEAD, source.size()));
    source.fill(0, head);
    Mark mark = new Mark();
    head.flip();
    while (head.hasRemaining()) {
      Optional<Mark.Kind> kind = mark.feed(head.get());
      if (kind.isPresent()) {
        return kind.get();
      }
    }
    return Mark.Kind.OTHER;
  }

  private static Descriptor descriptor(DiskSource source, SparseHeader header)
      throws FormatException {
    Descriptor descriptor = new Descriptor();
    ByteBuffer sector = ByteBuffer.allocate(Sectors.BYTES);
    for (int i = 0; i < header.descriptorSectors(); i++) {
      source.fill((long) (SparseHeader.DESCRIPTOR_AT + i) * Sectors.BYTES, sector.clear());
      sector.flip();
      while (sector.hasRemaining()) {
        descriptor.feed(sector.get());
      }
    }
    descriptor.end();
    return descriptor;
  }

  @Override
  public DiskInfo info() {
    return info;
  }

  @Override
  public void read(long position, ByteBuffer into) throws FormatException {
    if (position < 0 || into.remaining() > info.virtualSize() - position) {
      throw new IllegalArgumentException(
          position + " + " + into.remaining() + " is not within " + info.virtualSize());
    }
    if (!header.compression()) {
      readPlain(position, into);
      return;
    }
    Unpacker unpacker = unpackers.take();
    try {
      readPacked(position, into, unpacker);
    } finally {
      unpackers.give(unpacker);
    }
  }

  /** Grains that lie one behind the other are read in one go. */
  private void readPlain(long position, ByteBuffer into) throws FormatException {
    long at = position;
    while (into.hasRemaining()) {
      long grain = at / header.grainBytes();
      long place = map.place(grain);
      long last = (at + into.remaining() - 1) / header.grainBytes();
      long end = grain + 1;
      while (end <= last && continues(grain, place, end)) {
        end++;
      }
      int count = (int) Math.min(end * header.grainBytes() - at, into.remaining());
      if (stored(place)) {
        long offset = place * Sectors.BYTES + at % header.grainBytes();
        source.fill(offset, into.slice(into.position(), count));
        into.position(into.position() + count);
      } else {
        zeros(into, count);
      }
      at += count;
    }
  }

  /** Whether a grain goes on where an earlier one began: in the file, or in being zeros. */
  private boolean continues(long first, long place, long grain) throws FormatException {
    long next = map.place(grain);
    return stored(place) ? next == place + (grain - first) * header.grainSectors() : !stored(next);
  }

  private void readPacked(long position, ByteBuffer into, Unpacker unpacker)
      throws FormatException {
    long at = position;
    while (into.hasRemaining()) {
      long grain = at / header.grainBytes();
      int offset = (int) (at % header.grainBytes());
      int count = (int) Math.min(header.grainBytes() - offset, into.remaining());
      long place = map.place(grain);
      if (stored(place)) {
        unpacker.read(grain, place, offset, into.slice(into.position(), count));
        into.position(into.position() + count);
      } else {
        zeros(into, count);
      }
      at += count;
    }
  }

  private static void zeros(ByteBuffer into, int count) {
    int left = count;
    while (left > 0) {
      int some = Math.min(left, NOTHING.capacity());
      into.put(NOTHING.slice(0, some));
      left -= some;
    }
  }

  private static boolean stored(long place) {
    return place > GrainMap.ZEROS;
  }

  private Content content(long place) {
    if (stored(place)) {
      return header.compression() ? Content.COMPRESSED : Content.DATA;
    }
    return place == GrainMap.NONE ? Content.ABSENT : Content.ZERO;
  }

  @Override
  public Extent extentAt(long position) throws FormatException {
    long first = position / header.grainBytes();
    long place = map.place(first);
    Content content = content(place);
    long end = first + 1;
    for (int tables = 0; tables < TABLES && end < map.grains(); tables++) {
      if (content == Content.ABSENT) {
        end = skipMissing(end);
      }
      long table = map.nextTable(end);
      while (end < Math.min(table, map.grains()) && same(content, first, place, end)) {
        end++;
      }
      if (end < table) {
        break;
      }
    }
    long length = Math.min(end * header.grainBytes(), info.virtualSize()) - position;
    OptionalLong offset =
        content == Content.DATA
            ? OptionalLong.of(place * Sectors.BYTES + position % header.grainBytes())
            : OptionalLong.empty();
    return new Extent(position, length, content, offset);
  }

  private long skipMissing(long grain) {
    long end = grain;
    while (end < map.grains() && map.noTable(end)) {
      end = map.nextTable(end);
    }
    return Math.min(end, map.grains());
  }

  private boolean same(Content content, long first, long place, long grain) throws FormatException {
    return content == Content.DATA
        ? continues(first, place, grain)
        : content(map.place(grain)) == content;
  }

  @Override
  public void check(Consumer<Problem> problems) throws FormatException {
    new Check(source, header, problems).run();
  }

  @Override
  public void close() {
    unpackers.close();
  }
}
