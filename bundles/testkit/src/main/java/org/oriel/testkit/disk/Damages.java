// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;

/**
 * A file that is cut off, and one whose structure has a wrong byte: a reader refuses, or reads on,
 * and neither throws anything else, nor hangs, nor eats memory.
 */
final class Damages {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Limits LIMITS = new Limits(2 << 20, 1 << 20, Long.MAX_VALUE);
  private static final long MOST_MEMORY = 24 << 20;
  private static final int MOST_PLACES = 300;
  private static final int HEADER = 128;
  private static final int MOST_CUTS = 60;
  private static final int MOST_EXTENTS = 1_000;
  private static final int MOST_BYTES = 4 << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private final DiskFormat format;
  private final GuestContent content;
  private final byte[] file;

  Damages(DiskFormat format, GuestContent content, byte[] file) {
    this.format = format;
    this.content = content;
    this.file = file;
  }

  /** What is left of a file is refused, or reads as the whole file. */
  void cut() {
    Assertions.assertTimeoutPreemptively(
        LONG,
        () -> {
          Random random = new Random(1);
          for (int i = 0; i < MOST_CUTS; i++) {
            cutAt(i < 10 ? file.length - 1 - i * 60 : random.nextInt(file.length));
          }
        });
  }

  private void cutAt(int length) throws IOException {
    ByteSource source = new ByteSource(file, Math.max(0, length));
    try (Disk disk = format.open(source, LIMITS)) {
      new Reading(disk, content, "cut at " + length + " of " + file.length).extentsAgree(source);
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  /** Any byte that is not the guest's own, with another value. */
  void mutate() throws IOException {
    BitSet data = data();
    Assertions.assertTimeoutPreemptively(
        LONG,
        () -> {
          Random random = new Random(2);
          int structure = file.length - data.cardinality();
          byte[] changed = file.clone();
          for (int at = 0; at < file.length; at++) {
            boolean wanted = at < HEADER || random.nextInt(structure) < MOST_PLACES;
            if (!data.get(at) && wanted) {
              changed[at] = (byte) (file[at] ^ (1 << random.nextInt(8)));
              survives(changed, at);
              changed[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
              survives(changed, at);
              changed[at] = file[at];
            }
          }
        });
  }

  private BitSet data() throws IOException {
    BitSet data = new BitSet();
    try (Disk disk = format.open(new ByteSource(file), Limits.DEFAULT)) {
      long size = disk.info().virtualSize();
      for (long at = 0; at < size; ) {
        Extent extent = disk.extentAt(at);
        if (extent.content() == Content.DATA && extent.offset().isPresent()) {
          int offset = (int) extent.offset().getAsLong();
          data.set(offset, offset + (int) extent.length());
        }
        at = extent.end();
      }
    }
    return data;
  }

  private void survives(byte[] changed, int at) {
    String what = "byte " + at + " changed to " + Byte.toUnsignedInt(changed[at]);
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    try (Disk disk = format.open(new ByteSource(changed), LIMITS)) {
      walk(disk);
      disk.check(problem -> assertThat(problem.sentence()).isNotBlank());
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).as(what).isNotBlank().hasSizeLessThan(300);
    } catch (Throwable e) {
      throw new AssertionError(what + " makes the reader throw", e);
    }
    long eaten = threads.getThreadAllocatedBytes(self) - before;
    assertThat(eaten).as("%s: bytes allocated", what).isLessThan(MOST_MEMORY);
  }

  private void walk(Disk disk) throws IOException {
    long size = disk.info().virtualSize();
    long at = 0;
    long read = 0;
    for (int i = 0; i < MOST_EXTENTS && at < size && read < MOST_BYTES; i++) {
      Extent extent = disk.extentAt(at);
      if (extent.start() != at || extent.length() > size - at) {
        throw new AssertionError(Arrays.asList(at, size, extent).toString());
      }
      for (long part = at; part < extent.end() && read < MOST_BYTES; part += buffer.capacity()) {
        int count = (int) Math.min(buffer.capacity(), extent.end() - part);
        disk.read(part, buffer.clear().limit(count));
        read += count;
      }
      at = extent.end();
    }
  }
}
