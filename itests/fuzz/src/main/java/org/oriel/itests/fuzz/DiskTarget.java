// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.oriel.testkit.disk.ByteSource;

/**
 * One format before any bytes: its inspector says the same however they come, and its reader either
 * refuses them or gives what it promises. Nothing but the refusals of the contract may be thrown.
 */
public final class DiskTarget {
  private static final int MOST_EXTENTS = 200;
  private static final int MOST_READ = 128 << 10;
  private static final int TAIL = DiskFormat.TAIL;

  private static Optional<DiskFormat> format = Optional.empty();

  private DiskTarget() {}

  /** Takes the class of the format. */
  public static void fuzzerInitialize(String[] arguments) {
    format = Optional.of(Formats.of(arguments).get(0));
  }

  private static DiskFormat format() {
    return format.orElseThrow();
  }

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) {
    byte[] head = Arrays.copyOf(data, Math.min(data.length, DiskFormat.HEAD));
    byte[] tail = Arrays.copyOfRange(data, Math.max(0, data.length - TAIL), data.length);
    format().probe(ByteBuffer.wrap(head), ByteBuffer.wrap(tail));
    Verdict whole = feed(data, data.length);
    Verdict pieces = feed(data, 1 + Arrays.hashCode(tail) & 0xfff);
    if (!whole.equals(pieces)) {
      throw new IllegalStateException("in one piece " + whole + ", in several " + pieces);
    }
    if (format().abilities().contains(Ability.READ)) {
      open(data, whole);
    }
  }

  private static Verdict feed(byte[] data, int piece) {
    StreamInspector inspector = format().inspector(Limits.DEFAULT);
    int step = Math.max(1, piece);
    boolean more = true;
    for (int at = 0; more && at < data.length; at += step) {
      more = inspector.feed(ByteBuffer.wrap(data, at, Math.min(step, data.length - at)));
    }
    return inspector.verdict(data.length);
  }

  private static void open(byte[] data, Verdict verdict) {
    try (Disk disk = format().open(new ByteSource(data), Limits.DEFAULT)) {
      if (verdict instanceof Verdict.Unfit unfit && unfit.reason() == Verdict.Reason.UNSAFE) {
        throw new IllegalStateException("opened although " + unfit);
      }
      walk(disk);
      disk.check(problem -> {});
    } catch (FormatException refusal) {
      if (refusal.getMessage() == null) {
        throw new IllegalStateException("a refusal says why", refusal);
      }
    }
  }

  private static void walk(Disk disk) throws FormatException {
    long size = disk.info().virtualSize();
    long at = 0;
    ByteBuffer buffer = ByteBuffer.allocate(MOST_READ);
    for (int i = 0; i < MOST_EXTENTS && at < size; i++) {
      Extent extent = disk.extentAt(at);
      if (extent.start() != at || extent.length() > size - at) {
        throw new IllegalStateException(extent + " at " + at + " of " + size);
      }
      buffer.clear().limit((int) Math.min(MOST_READ, extent.length()));
      disk.read(at, buffer);
      at = extent.end();
    }
  }
}
