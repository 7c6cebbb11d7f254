// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.disk.Ability;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskSource;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.Piece;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;

/**
 * A small real format that is written as most are: clusters in the order in which they come, their
 * places behind them, the header last. Clusters are taken from a heap by whoever writes first.
 */
final class HeapFormat implements DiskFormat {
  static final int CLUSTER = 65_536;
  private static final long MARK = 0x6865_6170_2e2e_2e21L;
  private static final int HEADER = 3 * Long.BYTES;

  private final boolean parallel;

  /** Pieces written so far, by all writers of this plugin. */
  final AtomicInteger written = new AtomicInteger();

  /** Is called before each write, to get in the way of it. */
  volatile Runnable meanwhile = () -> {};

  HeapFormat(boolean parallel) {
    this.parallel = parallel;
  }

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.READ, Ability.WRITE);
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return head.remaining() >= HEADER && head.getLong(head.position()) == MARK
        ? Match.YES
        : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new StreamInspector() {
      @Override
      public boolean feed(ByteBuffer bytes) {
        bytes.position(bytes.limit());
        return false;
      }

      @Override
      public Verdict verdict(long length) {
        return new Verdict.Other();
      }
    };
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    source.fill(0, header);
    if (header.flip().getLong() != MARK) {
      throw new FormatException.NotThisFormat("No heap");
    }
    long size = header.getLong();
    int count = (int) header.getLong();
    ByteBuffer places = ByteBuffer.allocate(count * Long.BYTES);
    source.fill(HEADER + (long) count * CLUSTER, places);
    Map<Long, Long> offsets = new ConcurrentHashMap<>();
    for (int at = 0; at < count; at++) {
      offsets.put(places.getLong(at * Long.BYTES), HEADER + (long) at * CLUSTER);
    }
    return new HeapDisk(source, size, offsets);
  }

  private record HeapDisk(DiskSource source, long size, Map<Long, Long> offsets) implements Disk {
    @Override
    public DiskInfo info() {
      return new DiskInfo("heap", size);
    }

    @Override
    public void read(long position, ByteBuffer into) throws FormatException {
      long at = position;
      int limit = into.limit();
      while (into.position() < limit) {
        int length = (int) Math.min(limit - into.position(), CLUSTER - at % CLUSTER);
        Long offset = offsets.get(at / CLUSTER);
        if (offset == null) {
          into.put(new byte[length]);
        } else {
          source.fill(offset + at % CLUSTER, into.limit(into.position() + length));
          into.limit(limit);
        }
        at += length;
      }
    }

    @Override
    public Extent extentAt(long position) {
      long length = Math.min(CLUSTER - position % CLUSTER, size - position);
      Content content = offsets.containsKey(position / CLUSTER) ? Content.DATA : Content.ABSENT;
      return new Extent(position, length, content);
    }

    @Override
    public void close() {}
  }

  @Override
  public WritePlan plan(DiskShape shape, WriteOptions options) {
    return new WritePlan() {
      @Override
      public Order order() {
        return Order.FRONT_LAST;
      }

      @Override
      public long front() {
        return HEADER;
      }

      @Override
      public boolean parallel() {
        return parallel;
      }

      @Override
      public OptionalLong length() {
        return OptionalLong.empty();
      }

      @Override
      public int unit() {
        return CLUSTER;
      }

      @Override
      public DiskWriter open(DiskSink sink) {
        return new Writer(sink, shape.virtualSize());
      }
    };
  }

  private record Bytes(long position, ByteBuffer data) implements Piece {
    @Override
    public int length() {
      return data.remaining();
    }
  }

  private final class Writer implements DiskWriter {
    private final DiskSink sink;
    private final long size;
    private final AtomicLong next = new AtomicLong();
    private final Map<Long, Long> places = new ConcurrentHashMap<>();

    Writer(DiskSink sink, long size) {
      this.sink = sink;
      this.size = size;
    }

    @Override
    public Piece pack(long position, ByteBuffer data) {
      return new Bytes(position, data.slice());
    }

    @Override
    public byte[] write(Piece piece) throws FormatException {
      meanwhile.run();
      written.incrementAndGet();
      ByteBuffer data = ((Bytes) piece).data();
      int clusters = (data.remaining() + CLUSTER - 1) / CLUSTER;
      ByteBuffer note = ByteBuffer.allocate(clusters * 2 * Long.BYTES);
      try {
        for (int at = 0; at < clusters; at++) {
          long place = next.getAndIncrement();
          ByteBuffer cluster = ByteBuffer.allocate(CLUSTER);
          cluster.put(data.slice(at * CLUSTER, Math.min(CLUSTER, data.limit() - at * CLUSTER)));
          sink.writeAt(HEADER + place * CLUSTER, cluster.clear());
          places.put(place, piece.position() / CLUSTER + at);
          note.putLong(place).putLong(piece.position() / CLUSTER + at);
        }
      } catch (IOException failure) {
        throw new FormatException.Failed(failure);
      }
      return note.array();
    }

    @Override
    public void recall(byte[] note) {
      ByteBuffer noted = ByteBuffer.wrap(note);
      while (noted.hasRemaining()) {
        long place = noted.getLong();
        places.put(place, noted.getLong());
        next.accumulateAndGet(place + 1, Math::max);
      }
    }

    @Override
    public long finish() throws FormatException {
      int count = (int) next.get();
      ByteBuffer index = ByteBuffer.allocate(count * Long.BYTES);
      for (long at = 0; at < count; at++) {
        index.putLong(places.getOrDefault(at, -1L));
      }
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      header.putLong(MARK).putLong(size).putLong(count).flip();
      long end = HEADER + (long) count * CLUSTER;
      try {
        sink.writeAt(end, index.flip());
        sink.writeAt(0, header);
        sink.length(end + index.limit());
      } catch (IOException failure) {
        throw new FormatException.Failed(failure);
      }
      return end + index.limit();
    }

    @Override
    public void close() {}
  }
}
