// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.oriel.disk.DiskShape;

/**
 * What a disk of the tests holds: runs of content in zeros, made again wherever they are read, so
 * that a disk of any size costs nothing. The content of a run is of blocks of 4 KiB of noise, text,
 * one byte, or zeros. Safe for many threads.
 */
public final class GuestContent {
  private static final int BLOCK = 4096;
  private static final byte[] TEXT = text();

  private final String name;
  private final long size;
  private final List<Run> runs;

  /** A run of the disk. */
  public record Run(long start, long length) {
    public long end() {
      return start + length;
    }
  }

  private GuestContent(String name, long size, List<Run> runs) {
    this.name = name;
    this.size = size;
    this.runs = List.copyOf(runs);
  }

  /** Zeros. */
  public static GuestContent empty(long size) {
    return new GuestContent(size + " bytes of zeros", size, List.of());
  }

  /** Content from end to end. */
  public static GuestContent full(long size) {
    List<Run> runs = size == 0 ? List.of() : List.of(new Run(0, size));
    return new GuestContent(size + " bytes of content", size, runs);
  }

  /** Content and zeros by turns, content first. */
  public static GuestContent checkerboard(long size, long step) {
    List<Run> runs = new ArrayList<>();
    for (long at = 0; at < size; at += 2 * step) {
      runs.add(new Run(at, Math.min(step, size - at)));
    }
    return new GuestContent(size + " bytes, checkered by " + step, size, runs);
  }

  /** Some runs of at most 300,000 bytes at random places, and one at the very end. */
  public static GuestContent scattered(long size, int count, long seed) {
    Random random = new Random(seed);
    List<Run> runs = new ArrayList<>();
    long part = size / (count + 1);
    for (int i = 0; i < count; i++) {
      long length = 1L + random.nextInt((int) Math.min(300_000, part / 2));
      long start = i * part + (long) (random.nextDouble() * (part - length));
      runs.add(new Run(start, length));
    }
    long tail = Math.min(777, part);
    runs.add(new Run(size - tail, tail));
    return new GuestContent(size + " bytes with " + (count + 1) + " runs", size, runs);
  }

  /** Bytes of the disk. */
  public long size() {
    return size;
  }

  /** Where there may be content, in ascending order. */
  public List<Run> runs() {
    return runs;
  }

  /** Where there may be content, as a writer is told. */
  public DiskShape shape() {
    DiskShape shape = new DiskShape(size);
    runs.forEach(run -> shape.mark(run.start(), run.length()));
    return shape;
  }

  /** Fills the buffer; behind the end of the disk there are zeros. */
  public void read(long position, ByteBuffer into) {
    long end = position + into.remaining();
    int base = into.position();
    while (into.remaining() >= 8) {
      into.putLong(0);
    }
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
    byte[] block = new byte[BLOCK];
    for (int i = firstRunEndingBehind(position); i < runs.size(); i++) {
      Run run = runs.get(i);
      if (run.start() >= end) {
        break;
      }
      long from = Math.max(position, run.start());
      long to = Math.min(end, run.end());
      while (from < to) {
        long index = from / BLOCK;
        int skip = (int) (from - index * BLOCK);
        int count = (int) Math.min(BLOCK - skip, to - from);
        if (fill(index, block)) {
          into.put(base + (int) (from - position), block, skip, count);
        }
        from += count;
      }
    }
  }

  /** Some bytes of the disk. */
  public byte[] bytes(long position, int count) {
    byte[] bytes = new byte[count];
    read(position, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Whether a run of the disk reads as zeros. */
  public boolean isZero(long start, long length) {
    for (int i = firstRunEndingBehind(start); i < runs.size(); i++) {
      Run run = runs.get(i);
      if (run.start() >= start + length) {
        return true;
      }
      long to = Math.min(start + length, run.end());
      for (long at = Math.max(start, run.start()); at < to; at += BLOCK) {
        for (byte value : bytes(at, (int) Math.min(BLOCK, to - at))) {
          if (value != 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Makes a raw file of it, with holes. */
  public void writeTo(Path file) throws IOException {
    ChannelFile.write(file, size, sink -> runs.forEach(run -> copy(run, sink)));
  }

  private void copy(Run run, FileChannel channel) {
    for (long at = run.start(); at < run.end(); ) {
      int count = (int) Math.min(1 << 20, run.end() - at);
      ChannelFile.put(channel, at, ByteBuffer.wrap(bytes(at, count)));
      at += count;
    }
  }

  private int firstRunEndingBehind(long position) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).end() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Makes a block of content; says whether it is other than zeros. */
  private static boolean fill(long index, byte[] block) {
    long state = mixed(index);
    int kind = (int) (state >>> 61);
    if (kind == 0) {
      return false;
    }
    if (kind <= 2) {
      Arrays.fill(block, (byte) (1 + (state & 0x7f)));
    } else if (kind <= 5) {
      System.arraycopy(TEXT, (int) (state & (BLOCK - 1)), block, 0, BLOCK);
    } else {
      ByteBuffer words = ByteBuffer.wrap(block);
      while (words.hasRemaining()) {
        words.putLong(mixed(++state));
      }
    }
    return true;
  }

  private static long mixed(long value) {
    long mixed = (value + 1) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private static byte[] text() {
    byte[] text = new byte[2 * BLOCK];
    Random random = new Random(3);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (random.nextInt(4) == 0 ? ' ' : 'a' + random.nextInt(6));
    }
    return text;
  }

  @Override
  public String toString() {
    return name;
  }
}
