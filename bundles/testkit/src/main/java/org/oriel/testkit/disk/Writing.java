// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;
import org.oriel.testkit.disk.GuestContent.Run;

/** Writes disks as a conversion does: by plan, in pieces. */
final class Writing {
  private static final int MOST = 2 << 20;
  private static final int THREADS = 4;

  private final DiskFormat format;
  private final GuestContent content;
  private final WriteOptions options;
  private final DiskShape shape;

  Writing(DiskFormat format, GuestContent content, WriteOptions options) {
    this.format = format;
    this.content = content;
    this.options = options;
    this.shape = content.shape();
  }

  GuestContent content() {
    return content;
  }

  WriteOptions options() {
    return options;
  }

  WritePlan plan() throws FormatException {
    return format.plan(shape, options);
  }

  /** All pieces in ascending order, one at a time, in the order that the plan promises. */
  long inOrder(DiskSink sink) throws IOException {
    WritePlan plan = plan();
    try (DiskWriter writer = plan.open(new OrderedSink(sink, plan))) {
      for (Run piece : pieces(plan)) {
        write(writer, piece);
      }
      return writer.finish();
    }
  }

  /** All pieces in no order, by four threads. */
  long byManyThreads(DiskSink sink) throws IOException {
    WritePlan plan = plan();
    List<Run> pieces = new ArrayList<>(pieces(plan));
    Collections.shuffle(pieces, new Random(5));
    Queue<Run> queue = new ConcurrentLinkedQueue<>(pieces);
    try (DiskWriter writer = plan.open(sink)) {
      Crowd.of(
          THREADS,
          () -> {
            for (Run piece = queue.poll(); piece != null; piece = queue.poll()) {
              write(writer, piece);
            }
          });
      return writer.finish();
    }
  }

  /** A part of the pieces by a writer that goes away without notice, the rest by another. */
  long inTwoGoes(DiskSink sink, Random random) throws IOException {
    WritePlan plan = plan();
    List<Run> pieces = new ArrayList<>(pieces(plan));
    if (plan.parallel()) {
      Collections.shuffle(pieces, random);
    }
    int first = pieces.isEmpty() ? 0 : random.nextInt(pieces.size() + 1);
    List<byte[]> notes = new ArrayList<>();
    DiskWriter stopped = plan.open(sink);
    for (Run piece : pieces.subList(0, first)) {
      notes.add(write(stopped, piece));
    }
    DiskWriter again = plan().open(sink);
    try (stopped;
        again) {
      for (byte[] note : notes) {
        if (note.length > 0) {
          again.recall(note);
        }
      }
      for (Run piece : pieces.subList(first, pieces.size())) {
        write(again, piece);
      }
      return again.finish();
    }
  }

  private byte[] write(DiskWriter writer, Run run) throws IOException {
    int length = (int) run.length();
    boolean direct = (run.start() & 1 << 20) == 0;
    ByteBuffer data =
        direct ? ByteBuffer.allocateDirect(length + 9) : ByteBuffer.allocate(length + 9);
    data.position(9);
    content.read(run.start(), data);
    data.position(9);
    return writer.write(writer.pack(run.start(), data));
  }

  /** Runs of units in which the shape has data; of those that are zeros, some are left out. */
  List<Run> pieces(WritePlan plan) {
    Random random = new Random(11);
    List<Run> pieces = new ArrayList<>();
    long unit = plan.unit();
    long at = next(0, unit);
    while (at < content.size()) {
      int most = (int) Math.max(1, (1 + random.nextInt(MOST)) / unit);
      long end = at;
      for (int i = 0; i < most && end < content.size() && shape.hasData(end, unit); i++) {
        end += unit;
      }
      end = Math.min(end, content.size());
      if (random.nextBoolean() || !content.isZero(at, end - at)) {
        pieces.add(new Run(at, end - at));
      }
      at = Math.max(end, next(end, unit));
    }
    return pieces;
  }

  private long next(long position, long unit) {
    long data = shape.nextData(position);
    return data < content.size() ? data / unit * unit : content.size();
  }

  @Override
  public String toString() {
    return content
        + ", "
        + options.tables()
        + (options.compressed() ? ", compressed" : "")
        + (options.named().isEmpty() ? "" : ", " + options.named());
  }
}
