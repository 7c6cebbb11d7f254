// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.oriel.image.Refusal;

/**
 * A configured store: what is wanted of it, and the open stores that serve it, newest first.
 *
 * <p>The lock is held for moments only, never while a plugin works.
 */
final class StoreSlot {
  private static final Comparator<OpenStore> NEWEST_FIRST =
      Comparator.comparing(OpenStore::type, OfferedType.NEWEST_FIRST);
  private static final long SHORT_WAIT_SECONDS = 5;

  private final String pid;
  private final Semaphore transfers;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicInteger leases = new AtomicInteger();
  private volatile StoreDefinition definition;
  private volatile List<OpenStore> open = List.of();
  private volatile Set<String> schemes = Set.of();
  private final Map<OfferedType, String> problems = new ConcurrentHashMap<>();
  private boolean forgotten;

  StoreSlot(String pid, StoreDefinition definition, int transfers) {
    this.pid = pid;
    this.definition = definition;
    this.transfers = new Semaphore(transfers, true);
  }

  String pid() {
    return pid;
  }

  String id() {
    return definition.id();
  }

  StoreDefinition definition() {
    return definition;
  }

  List<OpenStore> open() {
    return open;
  }

  /** Location schemes of its type, as far as a plugin ever told. */
  Set<String> schemes() {
    return schemes;
  }

  /** Why plugins could not open it as wanted. */
  Collection<String> problems() {
    return problems.values();
  }

  /** The plugins that could not open it, to be tried again. */
  Collection<OfferedType> takeFailed() {
    Set<OfferedType> failed = Set.copyOf(problems.keySet());
    problems.keySet().removeAll(failed);
    return failed;
  }

  /** Readers and writers at work, also on stores that are draining. */
  int leases() {
    return leases.get();
  }

  void define(StoreDefinition wanted) {
    definition = wanted;
    problems.clear();
  }

  void failed(OfferedType type, StoreDefinition wanted, String why) {
    if (definition.opensLike(wanted)) {
      problems.put(type, why);
    }
  }

  /**
   * Takes a newly opened store in, if it is still wanted and {@code offered} agrees.
   *
   * @return the stores that it replaces, or itself if it came too late: to be drained
   */
  List<OpenStore> add(OpenStore added, StoreDefinition wanted, Predicate<OfferedType> offered) {
    lock.lock();
    try {
      if (forgotten || !definition.opensLike(wanted) || !offered.test(added.type())) {
        return List.of(added);
      }
      List<OpenStore> next = new ArrayList<>(open);
      List<OpenStore> replaced = new ArrayList<>(next);
      replaced.removeIf(each -> !each.type().equals(added.type()));
      next.removeAll(replaced);
      next.add(added);
      next.sort(NEWEST_FIRST);
      open = List.copyOf(next);
      schemes = added.type().schemes();
      problems.remove(added.type());
      return replaced;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets that a plugin failed. */
  void forgive(OfferedType type) {
    problems.remove(type);
  }

  /** Takes stores out at once; they are to be drained. */
  List<OpenStore> remove(Predicate<OpenStore> gone) {
    lock.lock();
    try {
      List<OpenStore> removed = open.stream().filter(gone).toList();
      open = open.stream().filter(gone.negate()).toList();
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all stores out for ever. */
  List<OpenStore> forget() {
    lock.lock();
    try {
      forgotten = true;
      return remove(each -> true);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leases the newest store.
   *
   * @throws Refusal.Unavailable if there is none, or if too many use it for too long
   */
  Lease lease() {
    boolean permitted = false;
    try {
      permitted = transfers.tryAcquire(SHORT_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!permitted) {
      throw Refusals.busy(id());
    }
    List<OpenStore> known;
    do {
      known = open;
      for (OpenStore each : known) {
        if (each.enter()) {
          leases.incrementAndGet();
          return new Lease(id(), each, this::returned);
        }
      }
    } while (!known.equals(open));
    transfers.release();
    throw Refusals.absent(id());
  }

  private void returned() {
    leases.decrementAndGet();
    transfers.release();
  }
}
