// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.conversion.FormatEntry;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Formats;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;

/** The formats on offer. The lock is held for moments only, never while a plugin works. */
public final class FormatTable implements Formats {
  private static final Comparator<FormatSlot> BY_NAME_NEWEST_FIRST =
      Comparator.<FormatSlot, String>comparing(slot -> slot.offered().name())
          .thenComparing(FormatSlot::offered, Offered.NEWEST_FIRST);

  private final ReentrantLock lock = new ReentrantLock();
  private final long drainNanos;
  private volatile List<FormatSlot> slots = List.of();

  /**
   * An empty table.
   *
   * @param drainSeconds how long a format that goes waits for its users
   */
  public FormatTable(long drainSeconds) {
    this.drainNanos = FormatSlot.seconds(drainSeconds);
  }

  /** A plugin came. */
  public void offer(Offered offered) {
    lock.lock();
    try {
      List<FormatSlot> next = new ArrayList<>(slots);
      next.add(new FormatSlot(offered));
      next.sort(BY_NAME_NEWEST_FIRST);
      slots = List.copyOf(next);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A plugin goes: nobody new gets it, and this returns when nobody uses it, or the limit is over.
   *
   * @return whether nobody uses it
   */
  public boolean withdraw(Offered offered) {
    Optional<FormatSlot> slot = take(offered);
    try {
      return slot.isEmpty() || slot.get().drain(drainNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public List<FormatEntry> list() {
    return slots.stream().map(this::entry).toList();
  }

  @Override
  public FormatLease lease(String name) throws FormatException {
    List<FormatSlot> known;
    do {
      known = slots;
      for (FormatSlot slot : known) {
        if (slot.offered().name().equals(name) && slot.enter()) {
          return new Lease(slot);
        }
      }
    } while (!known.equals(slots));
    throw new FormatException.Unsupported(
        "No plugin for the disk format " + name + " is installed");
  }

  @Override
  public FormatLease recognise(DiskSource source) throws FormatException {
    return lease(Recognition.name(newest(), source));
  }

  private List<DiskFormat> newest() {
    return slots.stream().filter(this::isNewest).map(slot -> slot.offered().format()).toList();
  }

  private FormatEntry entry(FormatSlot slot) {
    Offered offered = slot.offered();
    return new FormatEntry(
        offered.name(),
        offered.plugin(),
        offered.version().toString(),
        offered.format().abilities(),
        isNewest(slot),
        slot.users());
  }

  private boolean isNewest(FormatSlot wanted) {
    return slots.stream()
        .filter(slot -> slot.offered().name().equals(wanted.offered().name()))
        .findFirst()
        .filter(wanted::equals)
        .isPresent();
  }

  private Optional<FormatSlot> take(Offered offered) {
    lock.lock();
    try {
      Optional<FormatSlot> taken =
          slots.stream().filter(slot -> slot.offered().equals(offered)).findFirst();
      slots = slots.stream().filter(slot -> !slot.offered().equals(offered)).toList();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private final class Lease implements FormatLease {
    private final FormatSlot slot;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Lease(FormatSlot slot) {
      this.slot = slot;
    }

    @Override
    public DiskFormat format() {
      return slot.offered().format();
    }

    @Override
    public boolean current() {
      return isNewest(slot);
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        slot.leave();
      }
    }
  }
}
