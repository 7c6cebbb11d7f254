// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.oriel.codec.Pool;
import org.oriel.codec.zstd.Zstd;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Problem;

/** The active disk of a file; its internal snapshots and bitmaps are left alone. */
final class Qcow2Disk implements Disk {
  private static final int MOST_UNPACKERS = 16;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

  private final DiskSource source;
  private final Header header;
  private final DiskInfo info;
  private final Tables tables;
  private final long fileSize;
  private final Pool<Unpacker> unpackers;

  private Qcow2Disk(DiskSource source, Header header, Tables tables, Pool<Unpacker> unpackers) {
    this.source = source;
    this.header = header;
    this.info = header.info();
    this.tables = tables;
    this.fileSize = source.size();
    this.unpackers = unpackers;
  }

  static Qcow2Disk open(DiskSource source, Limits limits, Zstd zstd) throws FormatException {
    Header header = HeaderReader.read(source, limits);
    int bits = header.clusterBits();
    Pool<Unpacker> unpackers =
        new Pool<>(
            MOST_UNPACKERS,
            header.features().zstd()
                ? () -> Unpacker.zstd(source, bits, zstd)
                : () -> Unpacker.inflating(source, bits),
            Unpacker::close);
    return new Qcow2Disk(source, header, new Tables(source, header), unpackers);
  }

  @Override
  public DiskInfo info() {
    return info;
  }

  @Override
  public Extent extentAt(long position) throws FormatException {
    long most = header.size() - position;
    if (position < 0 || most <= 0) {
      throw new IllegalArgumentException(position + " is not within " + header.size());
    }
    Walk walk = new Walk(tables, header, fileSize);
    walk.find(position, most, true);
    OptionalLong place =
        walk.content() == Content.DATA ? OptionalLong.of(walk.place()) : OptionalLong.empty();
    return new Extent(position, walk.length(), walk.content(), place);
  }

  @Override
  public void read(long position, ByteBuffer into) throws FormatException {
    if (position < 0 || into.remaining() > header.size() - position) {
      throw new IllegalArgumentException(
          position + " + " + into.remaining() + " is not within " + header.size());
    }
    int limit = into.limit();
    long base = position - into.position();
    Walk walk = new Walk(tables, header, fileSize);
    while (into.hasRemaining()) {
      long at = base + into.position();
      walk.find(at, into.remaining(), false);
      int count = (int) walk.length();
      switch (walk.content()) {
        case DATA -> {
          source.fill(walk.place(), into.limit(into.position() + count));
          into.limit(limit);
        }
        case COMPRESSED -> unpack(walk, at, into);
        default -> zeros(count, into);
      }
    }
  }

  /** Unpacks cluster by cluster, as long as they are compressed. */
  private void unpack(Walk walk, long position, ByteBuffer into) throws FormatException {
    int cluster = 1 << header.clusterBits();
    long at = position;
    Unpacker unpacker = unpackers.take();
    try {
      while (true) {
        int count = (int) walk.length();
        unpacker.unpack(walk.place(), (int) at & (cluster - 1), count, into);
        at += count;
        if (!into.hasRemaining()) {
          break;
        }
        walk.find(at, into.remaining(), false);
        if (walk.content() != Content.COMPRESSED) {
          break;
        }
      }
    } finally {
      unpackers.give(unpacker);
    }
  }

  private static void zeros(int count, ByteBuffer into) {
    for (int left = count; left > 0; ) {
      int step = Math.min(left, ZEROS.capacity());
      into.put(into.position(), ZEROS, 0, step);
      into.position(into.position() + step);
      left -= step;
    }
  }

  @Override
  public void check(Consumer<Problem> problems) throws FormatException {
    new RefcountCheck(source, header, problems).run();
  }

  @Override
  public void close() {
    unpackers.close();
  }
}
