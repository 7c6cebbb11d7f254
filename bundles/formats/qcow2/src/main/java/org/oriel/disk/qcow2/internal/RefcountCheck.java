// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Problem;
import org.oriel.disk.Problem.Kind;

/**
 * Compares the refcounts of a file with what uses its clusters. Goes through the tables once for
 * each two million clusters, so that memory is bounded.
 */
final class RefcountCheck {
  private static final int WINDOW = 1 << 21;
  private static final int MOST_PROBLEMS = 2_000;

  private final DiskSource source;
  private final Header header;
  private final Consumer<Problem> problems;
  private final int clusterBits;
  private final long clusters;
  private final int[] used;
  private final int[] stored;
  private long start;
  private int found;

  RefcountCheck(DiskSource source, Header header, Consumer<Problem> problems) {
    this.source = source;
    this.header = header;
    this.problems = problems;
    this.clusterBits = header.clusterBits();
    this.clusters = (source.size() + (1L << clusterBits) - 1) >>> clusterBits;
    int window = (int) Math.min(WINDOW, clusters);
    this.used = new int[window];
    this.stored = new int[window];
  }

  void run() throws FormatException {
    for (start = 0; start < clusters; start += WINDOW) {
      Arrays.fill(used, 0);
      Arrays.fill(stored, 0);
      readRefcounts();
      new Usage(source, header, new Counting()).all();
      compare();
    }
  }

  private void report(Kind kind, String sentence) {
    if (found++ < MOST_PROBLEMS) {
      problems.accept(new Problem(kind, sentence));
    }
  }

  private void compare() {
    for (int i = 0; i < used.length && start + i < clusters; i++) {
      if (used[i] != stored[i]) {
        report(
            used[i] > stored[i] ? Kind.CORRUPTION : Kind.LEAK,
            "Cluster "
                + (start + i)
                + " is used "
                + used[i]
                + " times, and its refcount is "
                + stored[i]
                + ".");
      }
    }
  }

  private final class Counting implements Usage.Users {
    @Override
    public void uses(long offset, long bytes) {
      if (bytes == 0) {
        return;
      }
      long first = offset >>> clusterBits;
      long last = (offset + bytes - 1) >>> clusterBits;
      boolean outside = offset < 0 || bytes < 0 || offset + bytes < 0 || last >= clusters;
      if (outside) {
        outside(offset, bytes);
        return;
      }
      long end = Math.min(last, start + used.length - 1);
      for (long at = Math.max(first, start); at <= end; at++) {
        used[(int) (at - start)]++;
      }
    }

    private void outside(long offset, long bytes) {
      if (start == 0) {
        report(
            Kind.CORRUPTION,
            bytes
                + " bytes at "
                + Long.toUnsignedString(offset)
                + " are used, and lie outside of the file.");
      }
    }

    @Override
    public void active(long entry, long offset) {
      long at = (offset >>> clusterBits) - start;
      if (at >= 0 && at < used.length && start + at < clusters) {
        boolean alone = stored[(int) at] == 1;
        if (alone != ((entry & Entry.COPIED) != 0)) {
          report(
              Kind.CORRUPTION,
              "Cluster "
                  + (start + at)
                  + " has the refcount "
                  + stored[(int) at]
                  + ", which its entry contradicts.");
        }
        if ((offset & ((1L << clusterBits) - 1)) != 0) {
          report(Kind.CORRUPTION, "An entry points to " + offset + ", where no cluster starts.");
        }
      }
    }
  }

  /** The refcounts of the window: "Host cluster management" of qemu's docs/interop/qcow2.txt. */
  private void readRefcounts() throws FormatException {
    int order = header.features().refcountOrder();
    int blockBits = clusterBits + 3 - order;
    long end = Math.min(clusters, start + used.length);
    ByteBuffer block = ByteBuffer.allocate(1 << Math.min(clusterBits, 16));
    for (long first = start; first < end; ) {
      long index = first >>> blockBits;
      long next = Math.min(end, (index + 1) << blockBits);
      long place = block(index);
      if (place != 0) {
        read(place, first & ((1L << blockBits) - 1), (int) (first - start), next - first, block);
      }
      first = next;
    }
  }

  private long block(long index) throws FormatException {
    if (index >= header.refcounts().bytes() / Long.BYTES) {
      return 0;
    }
    ByteBuffer entry = ByteBuffer.allocate(Long.BYTES);
    source.fill(header.refcounts().offset() + index * Long.BYTES, entry);
    long place = entry.getLong(0) & ~((1L << Entry.SECTOR_BITS) - 1);
    boolean inside = place >= 0 && place <= source.size() - (1L << clusterBits);
    return inside ? place : 0;
  }

  /** Refcounts from one of a block on. A window, and so a run, begins with a whole byte. */
  private void read(long place, long from, int to, long count, ByteBuffer piece)
      throws FormatException {
    int order = header.features().refcountOrder();
    long bits = count << order;
    long at = place + (from << order >>> 3);
    int done = 0;
    for (long left = (bits + 7) / 8; left > 0; left -= piece.limit()) {
      source.fill(at, piece.clear().limit((int) Math.min(piece.capacity(), left)));
      at += piece.limit();
      int here = (int) Math.min(count - done, ((long) piece.limit() << 3) >>> order);
      for (int i = 0; i < here; i++) {
        stored[to + done + i] = refcount(piece, i, order);
      }
      done += here;
    }
  }

  private static int refcount(ByteBuffer bytes, int index, int order) {
    if (order < 3) {
      int bit = index << order;
      return bytes.get(bit >>> 3) >>> (bit & 7) & ((1 << (1 << order)) - 1);
    }
    return switch (order) {
      case 3 -> Byte.toUnsignedInt(bytes.get(index));
      case 4 -> Short.toUnsignedInt(bytes.getShort(2 * index));
      case 5 -> clamped(Integer.toUnsignedLong(bytes.getInt(4 * index)));
      default -> clamped(bytes.getLong(8 * index));
    };
  }

  private static int clamped(long count) {
    return count < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, count);
  }
}
