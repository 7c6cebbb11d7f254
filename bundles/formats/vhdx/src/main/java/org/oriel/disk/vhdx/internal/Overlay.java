// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oriel.disk.DiskSource;

/** A file with something over it. Safe for many threads once nothing is put there any more. */
final class Overlay implements DiskSource {
  private final DiskSource below;
  private final TreeMap<Long, Run> runs = new TreeMap<>();
  private long size;

  /**
   * Bytes over the file.
   *
   * @param end the first byte behind them
   * @param bytes what they are; empty for zeros
   */
  private record Run(long end, Optional<ByteBuffer> bytes) {}

  Overlay(DiskSource below) {
    this.below = below;
    this.size = below.size();
  }

  /** The file is at least so long. */
  void grow(long length) {
    size = Math.max(size, length);
  }

  /** Runs that lie over the file. */
  int runs() {
    return runs.size();
  }

  void put(long start, ByteBuffer bytes) {
    put(start, new Run(start + bytes.remaining(), Optional.of(bytes)));
  }

  void zeros(long start, long length) {
    put(start, new Run(start + length, Optional.empty()));
  }

  private void put(long start, Run run) {
    cut(start);
    cut(run.end);
    runs.subMap(start, run.end).clear();
    runs.put(start, run);
    grow(run.end);
  }

  /** Makes two runs of one that reaches over a place. */
  private void cut(long place) {
    Map.Entry<Long, Run> lower = runs.lowerEntry(place);
    if (lower != null && lower.getValue().end > place) {
      long start = lower.getKey();
      Run run = lower.getValue();
      int within = run.bytes.isPresent() ? (int) (place - start) : 0;
      runs.put(start, new Run(place, run.bytes.map(bytes -> bytes.slice(0, within))));
      runs.put(
          place,
          new Run(run.end, run.bytes.map(bytes -> bytes.slice(within, bytes.limit() - within))));
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int readAt(long position, ByteBuffer into) throws IOException {
    if (position >= size) {
      return -1;
    }
    int wanted = (int) Math.min(into.remaining(), size - position);
    Map.Entry<Long, Run> at = runs.floorEntry(position);
    if (at != null && at.getValue().end > position) {
      int count = (int) Math.min(wanted, at.getValue().end - position);
      Optional<ByteBuffer> bytes = at.getValue().bytes;
      if (bytes.isPresent()) {
        into.put(bytes.get().slice((int) (position - at.getKey()), count));
      } else {
        into.put(new byte[count]);
      }
      return count;
    }
    Long next = runs.higherKey(position);
    int count = next == null ? wanted : (int) Math.min(wanted, next - position);
    return position < below.size() ? below(position, into, count) : hole(into, count);
  }

  private int below(long position, ByteBuffer into, int count) throws IOException {
    int limit = into.limit();
    try {
      return below.readAt(position, into.limit(into.position() + count));
    } finally {
      into.limit(limit);
    }
  }

  private static int hole(ByteBuffer into, int count) {
    into.put(new byte[count]);
    return count;
  }
}
