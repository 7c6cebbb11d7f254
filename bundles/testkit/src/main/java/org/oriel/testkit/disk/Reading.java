// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskSource;
import org.oriel.disk.Extent;
import org.oriel.disk.Problem;
import org.oriel.testkit.disk.GuestContent.Run;

/** Judges what a disk reads as. */
final class Reading {
  private static final int CHUNK = 256 << 10;
  private static final long LARGE = 32 << 20;
  private static final int MOST_EXTENTS = 300_000;

  private final Disk disk;
  private final GuestContent content;
  private final String what;

  Reading(Disk disk, GuestContent content, String what) {
    this.disk = disk;
    this.content = content;
    this.what = what;
  }

  /** All of the disk by its extents, some places at random, and its tables. */
  void isRight(DiskSource source) throws IOException {
    extentsAgree(source);
    Crowd.of(3, this::randomPlacesAgree);
    List<Problem> problems = new ArrayList<>();
    disk.check(problems::add);
    assertThat(problems).as(what).isEmpty();
  }

  /** Walks over the whole disk: what is stored is read, and what is not stored is zeros. */
  void extentsAgree(DiskSource source) throws IOException {
    long size = disk.info().virtualSize();
    long at = 0;
    int extents = 0;
    while (at < size) {
      Extent extent = disk.extentAt(at);
      assertThat(extent.start()).as(what).isEqualTo(at);
      assertThat(extent.end()).as(what).isLessThanOrEqualTo(size);
      assertThat(++extents).as("%s: extents up to %d", what, at).isLessThan(MOST_EXTENTS);
      if (extent.content().stored()) {
        stored(extent, source);
      } else {
        assertThat(content.isZero(at, extent.length())).as("%s: zero %s", what, extent).isTrue();
      }
      at = extent.end();
    }
  }

  /** Of a large run only what lies about the content is read. */
  private void stored(Extent extent, DiskSource source) throws IOException {
    if (extent.length() <= LARGE) {
      agrees(extent, source, extent.start(), extent.end());
      return;
    }
    for (Run run : content.runs()) {
      long from = Math.max(extent.start(), run.start() - CHUNK);
      agrees(extent, source, from, Math.min(extent.end(), run.end() + CHUNK));
    }
  }

  private void agrees(Extent extent, DiskSource source, long from, long to) throws IOException {
    for (long at = from; at < to; at += CHUNK) {
      int count = (int) Math.min(CHUNK, to - at);
      agrees(at, count);
      if (extent.offset().isPresent()) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        source.fill(extent.offset().getAsLong() + (at - extent.start()), bytes);
        assertThat(Arrays.equals(bytes.array(), content.bytes(at, count)))
            .as("%s: %s in the file", what, extent)
            .isTrue();
      }
    }
  }

  void randomPlacesAgree() throws IOException {
    Random random = new Random();
    long size = disk.info().virtualSize();
    for (int i = 0; i < 60 && size > 0; i++) {
      long near =
          content.runs().isEmpty() || random.nextBoolean()
              ? (long) (random.nextDouble() * size)
              : content.runs().get(random.nextInt(content.runs().size())).end() - 70_000;
      long at = Math.min(size - 1, Math.max(0, near + random.nextInt(100_000) - 50_000));
      agrees(at, (int) Math.min(size - at, random.nextInt(1 << (1 + random.nextInt(18)))));
    }
    agrees(size, 0);
    Extent last = size == 0 ? new Extent(0, 1, Content.ABSENT) : disk.extentAt(size - 1);
    assertThat(last.length()).as(what).isEqualTo(1);
  }

  private void agrees(long position, int count) throws IOException {
    ByteBuffer into = ByteBuffer.allocateDirect(count + 20);
    into.position(7).limit(7 + count);
    disk.read(position, into);
    assertThat(into.hasRemaining()).as(what).isFalse();
    byte[] read = new byte[count];
    into.get(7, read);
    byte[] expected = content.bytes(position, count);
    int wrong = Arrays.mismatch(read, expected);
    assertThat(wrong).as("%s: first wrong byte of %d at %d", what, count, position).isEqualTo(-1);
  }
}
