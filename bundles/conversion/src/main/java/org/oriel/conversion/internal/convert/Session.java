// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.oriel.conversion.ConversionOrder;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Formats;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;

/** All that hangs on plugins: their leases, the open disk, the plan. Made anew when one changes. */
final class Session implements AutoCloseable {
  private final DiskSource source;
  private final FormatLease from;
  private final FormatLease to;
  private final Disk disk;
  private final DiskShape shape;
  private final WriteOptions options;
  private final WritePlan plan;

  private Session(DiskSource source, FormatLease from, FormatLease to, Disk disk, Draft draft) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.disk = disk;
    this.shape = draft.shape();
    this.options = draft.options();
    this.plan = draft.plan();
  }

  /** A plan with what it was made of. */
  private record Draft(DiskShape shape, WriteOptions options, WritePlan plan) {}

  /** What a session needs from the engine. */
  record Means(Formats formats, BufferPool buffers, BooleanSupplier cancelled) {}

  static Session open(Means means, DiskSource source, ConversionOrder order)
      throws FormatException {
    FormatLease from = lease(means.formats(), source, order.from());
    try {
      FormatLease to = means.formats().lease(order.to());
      try {
        Disk disk = from.format().open(source, order.bounds().limits());
        try {
          return new Session(source, from, to, disk, draft(means, disk, to, order));
        } catch (FormatException | RuntimeException | LinkageError e) {
          disk.close();
          throw e;
        }
      } catch (FormatException | RuntimeException | LinkageError e) {
        to.close();
        throw e;
      }
    } catch (FormatException | RuntimeException | LinkageError e) {
      from.close();
      throw e;
    }
  }

  Disk disk() {
    return disk;
  }

  DiskShape shape() {
    return shape;
  }

  WritePlan plan() {
    return plan;
  }

  String from() {
    return from.format().name();
  }

  /** Whether new work would go to the same plugins. */
  boolean current() {
    return from.current() && to.current();
  }

  JournalHead head() {
    return JournalHead.of(
        source.size(), shape.virtualSize(), from(), to.format().name(), plan, options);
  }

  @Override
  public void close() {
    disk.close();
    to.close();
    from.close();
  }

  private static FormatLease lease(Formats formats, DiskSource source, Optional<String> name)
      throws FormatException {
    return name.isPresent() ? formats.lease(name.get()) : formats.recognise(source);
  }

  /** The plan that suits the target: tables late if that will do, since zeros then take no room. */
  private static Draft draft(Means means, Disk disk, FormatLease to, ConversionOrder order)
      throws FormatException {
    WriteOptions options = order.options();
    if (options.tables() == WriteOptions.Tables.LATE) {
      DiskShape shape = Shapes.byExtents(disk);
      WritePlan plan = to.format().plan(shape, options);
      if (suits(plan, order)) {
        return new Draft(shape, options, plan);
      }
      options = options.tables(WriteOptions.Tables.EARLY);
    }
    DiskShape shape = exact(means, disk);
    WritePlan plan = to.format().plan(shape, options);
    if (!suits(plan, order)) {
      throw new FormatException.Unsupported(
          "Disks of the format "
              + order.to()
              + " cannot be written so into a target that cannot go back"
              + (order.lengthFirst() ? " and must know the length first" : ""));
    }
    return new Draft(shape, options, plan);
  }

  private static DiskShape exact(Means means, Disk disk) throws FormatException {
    if (!Shapes.saysNothing(disk)) {
      return Shapes.byExtents(disk);
    }
    ByteBuffer buffer = means.buffers().await(means.cancelled());
    try {
      return Shapes.byReading(disk, buffer, means.cancelled());
    } finally {
      means.buffers().give(buffer);
    }
  }

  private static boolean suits(WritePlan plan, ConversionOrder order) {
    return plan.order().compareTo(order.reach()) <= 0
        && (!order.lengthFirst() || plan.length().isPresent());
  }
}
