// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.oriel.conversion.Conversion;
import org.oriel.conversion.ConversionOrder;
import org.oriel.conversion.ConversionProgress;
import org.oriel.conversion.Converted;
import org.oriel.conversion.FormatEntry;
import org.oriel.conversion.Formats;
import org.oriel.conversion.Journal;
import org.oriel.conversion.Target;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WritePlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversion, which may go on with other plugins than it began with. */
final class PlannedConversion implements Conversion {
  private static final Logger LOG = LoggerFactory.getLogger(PlannedConversion.class);
  private static final long LOOK_MILLISECONDS = 100;

  private final Formats formats;
  private final BufferPool buffers;
  private final Executor helpers;
  private final DiskSource source;
  private final ConversionOrder order;
  private final Journal journal;
  private final ConversionProgress progress;
  private final Session.Means means;
  private volatile boolean cancelled;
  private Session session;

  /** What all conversions share. */
  record Shared(Formats formats, BufferPool buffers, Executor helpers) {}

  PlannedConversion(
      Shared shared,
      DiskSource source,
      ConversionOrder order,
      Journal journal,
      ConversionProgress progress)
      throws FormatException {
    this.formats = shared.formats();
    this.buffers = shared.buffers();
    this.helpers = shared.helpers();
    this.source = source;
    this.journal = journal;
    this.progress = progress;
    this.order = sameDisk(order, journal);
    this.means = new Session.Means(formats, buffers, () -> cancelled);
    this.session = Session.open(means, source, this.order);
  }

  @Override
  public DiskInfo source() {
    return session.disk().info();
  }

  @Override
  public WritePlan.Order order() {
    return session.plan().order();
  }

  @Override
  public long front() {
    return session.plan().front();
  }

  @Override
  public OptionalLong length() {
    return session.plan().length();
  }

  @Override
  public long dataBytes() {
    return session.shape().dataBytes();
  }

  @Override
  public Converted run(Target target) throws FormatException {
    if (target.reach().compareTo(order.reach()) < 0) {
      throw new IllegalArgumentException("The target cannot take what was planned for it");
    }
    int swaps = 0;
    while (true) {
      OptionalLong bytes = go(target);
      if (bytes.isPresent()) {
        return new Converted(bytes.getAsLong(), swaps);
      }
      if (cancelled) {
        throw new CancellationException("The conversion was cancelled");
      }
      swaps++;
      reopen();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    session.close();
  }

  /** One go with the same plugins; empty if it stopped before the end. */
  private OptionalLong go(Target target) throws FormatException {
    try {
      return attempt(target);
    } catch (FormatException refusal) {
      throw refusal;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (session.current()) {
        throw e;
      }
      // A plugin whose bundle is gone fails in any way: the next one goes on from the checkpoint.
      LOG.warn("The plugin of a disk format went away while it converted", e);
      return OptionalLong.empty();
    }
  }

  private OptionalLong attempt(Target target) throws IOException {
    JournalHead head = session.head();
    Noted noted = Noted.in(journal);
    if (!noted.head().filter(head::equals).isPresent()) {
      journal.clear();
      journal.append(head.encoded());
      noted = Noted.NOTHING;
    }
    target.rewind(noted.fileBytes());
    MeasuredSink sink = new MeasuredSink(target, noted.fileBytes(), order.bounds().outputBytes());
    try (DiskWriter writer = session.plan().open(sink)) {
      Noted.recall(journal, writer);
      if (!copy(target, sink, writer, noted.position())) {
        return OptionalLong.empty();
      }
      long bytes = writer.finish();
      if (journal.outlives()) {
        target.force();
      }
      journal.clear();
      return OptionalLong.of(bytes);
    }
  }

  /** Whether all data are written. */
  private boolean copy(Target target, MeasuredSink sink, DiskWriter writer, long start)
      throws FormatException {
    Session now = session;
    boolean parallel = now.plan().parallel() && target.reach() == WritePlan.Order.ANYWHERE;
    int threads = order.bounds().threads();
    Checkpoints checkpoints = new Checkpoints(journal, target, sink);
    Windows windows =
        new Windows(
            now.shape(),
            now.plan().unit(),
            start,
            2 * threads + 1,
            () -> cancelled || !now.current(),
            checkpoints);
    new Copying(buffers, windows, now, writer, checkpoints, start, parallel, progress)
        .run(helpers, threads);
    return !windows.stopped();
  }

  /** Opens the same with the plugins that are there now; waits for them if need be. */
  private void reopen() throws FormatException {
    String from = session.from();
    session.close();
    long deadline = System.nanoTime() + order.bounds().patience().toNanos();
    try {
      while (!offered().containsAll(Set.of(from, order.to()))
          && System.nanoTime() - deadline < 0
          && !cancelled) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The conversion was interrupted");
    }
    ConversionOrder same =
        new ConversionOrder(
            Optional.of(from),
            order.to(),
            order.options(),
            order.reach(),
            order.lengthFirst(),
            order.bounds());
    session = Session.open(means, source, same);
    LOG.info("A conversion from {} to {} goes on with other plugins", from, order.to());
  }

  private Set<String> offered() {
    return formats.list().stream().map(FormatEntry::name).collect(Collectors.toSet());
  }

  /** The order, but for the identity of the new disk, which stays what it was. */
  private static ConversionOrder sameDisk(ConversionOrder order, Journal journal)
      throws FormatException {
    try {
      return Noted.in(journal)
          .head()
          .map(head -> order.withOptions(head.options(order.options())))
          .orElse(order);
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
  }
}
