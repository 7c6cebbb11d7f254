// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.oriel.base.Workers;
import org.oriel.image.Refusal;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All configured stores and all offered store types, brought together.
 *
 * <p>Changes come from the container's threads. Plugins open stores on our own threads, and those
 * who bring a change wait for that a short while only: a store type that hangs must not stop the
 * configuration. Stores are drained on own threads too; only {@link #withdraw} waits for them,
 * because a plugin must not go before its users, and holds no lock meanwhile.
 */
final class StoreTable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreTable.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final Map<String, StoreSlot> slots = new ConcurrentHashMap<>();
  private final Set<OfferedType> types = ConcurrentHashMap.newKeySet();
  private final ExecutorService opening = Workers.pool("storage-open", 8, 256);
  private final ExecutorService draining = Workers.handOver("storage-drain", 256);
  private final Duration openWait;
  private volatile StorageSettings settings;

  /**
   * @param openWait how long those who bring a change wait for stores to open
   */
  StoreTable(StorageSettings settings, Duration openWait) {
    this.settings = settings;
    this.openWait = openWait;
  }

  StorageSettings settings() {
    return settings;
  }

  void change(StorageSettings changed) {
    settings = changed;
  }

  // ---- what is wanted

  /** Takes a new or changed configuration of a store. */
  void define(String pid, StoreDefinition wanted) {
    Optional<StoreSlot> renamed = byPid(pid).filter(slot -> !slot.id().equals(wanted.id()));
    renamed.ifPresent(slot -> forget(pid));
    StoreSlot fresh = new StoreSlot(pid, wanted, settings.transfers());
    StoreSlot slot = slots.merge(wanted.id(), fresh, (known, added) -> known);
    if (slot != fresh && !slot.pid().equals(pid)) {
      LOG.error("Store {} is configured twice; the first one stays", wanted.id());
      return;
    }
    StoreDefinition before = slot.definition();
    boolean same = slot != fresh && wanted.opensLike(before) && slot.problems().isEmpty();
    slot.define(wanted);
    if (!same) {
      drainAside(slot.remove(each -> !each.type().name().equals(wanted.type())));
      await(openAll(slot, offered(wanted.type())));
    }
  }

  /** Takes a configuration away. */
  void forget(String pid) {
    byPid(pid)
        .ifPresent(
            slot -> {
              slots.remove(slot.id(), slot);
              drainAside(slot.forget());
            });
  }

  private Optional<StoreSlot> byPid(String pid) {
    return slots.values().stream().filter(slot -> slot.pid().equals(pid)).findFirst();
  }

  // ---- what is offered

  /** A plugin came: its stores are opened and go first if it is the newest. */
  void offer(OfferedType type) {
    types.add(type);
    List<Future<?>> opened = new ArrayList<>();
    for (StoreSlot slot : slots.values()) {
      if (slot.definition().type().equals(type.name())) {
        opened.addAll(openAll(slot, List.of(type)));
      }
    }
    await(opened);
  }

  /** A plugin goes: nobody new gets its stores; returns when they are closed. */
  void withdraw(OfferedType type) {
    types.remove(type);
    List<OpenStore> gone = new ArrayList<>();
    for (StoreSlot slot : slots.values()) {
      slot.forgive(type);
      gone.addAll(slot.remove(each -> each.type().equals(type)));
    }
    drainHere(gone);
  }

  private List<OfferedType> offered(String name) {
    return types.stream()
        .filter(type -> type.name().equals(name))
        .sorted(OfferedType.NEWEST_FIRST)
        .toList();
  }

  /** Tries again what could not be opened before. */
  void retry() {
    for (StoreSlot slot : slots.values()) {
      openAll(slot, slot.takeFailed());
    }
  }

  // ---- opening

  private List<Future<?>> openAll(StoreSlot slot, Collection<OfferedType> candidates) {
    StoreDefinition wanted = slot.definition();
    List<Future<?>> opened = new ArrayList<>();
    for (OfferedType type : candidates) {
      try {
        opened.add(opening.submit(() -> open(slot, wanted, type)));
      } catch (RejectedExecutionException e) {
        slot.failed(type, wanted, "Too many stores are being opened.");
      }
    }
    return opened;
  }

  private void open(StoreSlot slot, StoreDefinition wanted, OfferedType type) {
    try {
      Store store = type.type().open(wanted.settings());
      OpenStore opened = new OpenStore(wanted.id(), type, store);
      opened.probe();
      drainAside(slot.add(opened, wanted, types::contains));
      LOG.info("Store {} opened by {}", wanted.id(), type.plugin());
    } catch (StoreException e) {
      LOG.error("Store {}: {}", wanted.id(), e.getMessage());
      slot.failed(type, wanted, String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Store {}: {} failed to open it", wanted.id(), type.plugin(), e);
      slot.failed(type, wanted, "The plugin failed.");
    }
  }

  private void await(List<Future<?>> work) {
    long deadline = System.nanoTime() + openWait.toNanos();
    for (Future<?> each : work) {
      try {
        each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        LOG.warn("A store takes long to open; it will be served when it is ready");
        return;
      } catch (ExecutionException e) {
        LOG.error("A store could not be opened", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  // ---- draining

  private List<Future<?>> drainAside(List<OpenStore> gone) {
    long limit = settings.drain().toNanos();
    List<Future<?>> work = new ArrayList<>();
    for (OpenStore each : gone) {
      each.refuse();
      try {
        work.add(draining.submit(() -> each.drainAndClose(limit)));
      } catch (RejectedExecutionException e) {
        LOG.warn("Too many stores are draining; one is closed without waiting");
        each.close();
      }
    }
    return work;
  }

  private void drainHere(List<OpenStore> gone) {
    long limit = settings.drain().plus(CLOSE_WAIT).toNanos();
    long deadline = System.nanoTime() + limit;
    for (Future<?> each : drainAside(gone)) {
      try {
        each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        LOG.warn("A plugin does not close its store");
      } catch (ExecutionException e) {
        LOG.error("A store could not be closed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    types.clear();
    List<OpenStore> gone = new ArrayList<>();
    slots.values().forEach(slot -> gone.addAll(slot.forget()));
    slots.clear();
    drainHere(gone);
    opening.shutdown();
    draining.shutdown();
  }

  // ---- looking

  /** A configured store, also one that is not in the operator's list. */
  Optional<StoreSlot> slot(String id) {
    return Optional.ofNullable(slots.get(id));
  }

  /** All stores that are configured, by id. */
  Collection<StoreSlot> slots() {
    return new TreeMap<>(slots).values();
  }

  /** The stores that people see, in the operator's order; a store without settings is empty. */
  Map<String, Optional<StoreSlot>> listed() {
    Map<String, Optional<StoreSlot>> listed = new LinkedHashMap<>();
    Collection<String> ids =
        settings.stores().isEmpty() ? new TreeMap<>(slots).keySet() : settings.stores();
    ids.forEach(id -> listed.put(id, slot(id)));
    return listed;
  }

  /**
   * Leases a store by its id.
   *
   * @throws Refusal.Invalid if nobody configured it
   * @throws Refusal.Unavailable if it cannot be used now
   */
  Lease lease(String id) {
    StoreSlot slot = slots.get(id);
    if (slot != null) {
      return slot.lease();
    }
    throw settings.stores().contains(id) ? Refusals.absent(id) : Refusals.unknown(id);
  }
}
