// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.store.Ability;
import org.oriel.store.Health;
import org.oriel.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that a plugin opened for us, with those who use it and how it fares. */
final class OpenStore {
  private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);
  private static final long HANGS_AFTER_NANOS = 30_000_000_000L;
  private static final long IDLE = Long.MIN_VALUE;

  private final String id;
  private final OfferedType type;
  private final Store store;
  private final Set<Ability> abilities;
  private final Map<String, Object> properties;
  private final Leases leases = new Leases();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong probeBegan = new AtomicLong(IDLE);
  private volatile Health health = Health.READY;

  OpenStore(String id, OfferedType type, Store store) {
    this.id = id;
    this.type = type;
    this.store = store;
    this.abilities = Set.copyOf(store.abilities());
    this.properties = Map.copyOf(store.properties());
  }

  /** How the store is set up. */
  Map<String, Object> properties() {
    return properties;
  }

  OfferedType type() {
    return type;
  }

  /** To be used by those who hold a lease only. */
  Store store() {
    return store;
  }

  boolean able(Ability ability) {
    return abilities.contains(ability);
  }

  boolean enter() {
    return leases.enter();
  }

  void leave() {
    leases.leave();
  }

  /** What the last probe found; a probe that does not come back means down. */
  Health health() {
    long began = probeBegan.get();
    return began != IDLE && System.nanoTime() - began > HANGS_AFTER_NANOS
        ? new Health(Health.State.DOWN, "The store does not answer.", OptionalLong.empty())
        : health;
  }

  /** Asks the plugin how the store fares, unless somebody already does. */
  void probe() {
    if (!probeBegan.compareAndSet(IDLE, System.nanoTime())) {
      return;
    }
    try {
      if (enter()) {
        try {
          health = store.health();
        } finally {
          leave();
        }
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Store {}: its plugin failed to tell its health", id, e);
      health = new Health(Health.State.DOWN, "The plugin failed.", OptionalLong.empty());
    } finally {
      probeBegan.set(IDLE);
    }
  }

  /** Lets nobody in any more. */
  void refuse() {
    leases.drain();
  }

  /** Waits for the last user, no longer than the limit, then closes the store. */
  void drainAndClose(long limitNanos) {
    leases.drain();
    long began = System.nanoTime();
    boolean idle = false;
    try {
      idle = leases.awaitIdle(limitNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    long millis = (System.nanoTime() - began) / 1_000_000;
    if (idle) {
      LOG.debug("Store {} of {} closed after {} ms", id, type.plugin(), millis);
    } else {
      LOG.warn("Store {} of {}: transfers cut off after {} ms", id, type.plugin(), millis);
    }
  }

  /** Idempotent. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      leases.drain();
      try {
        store.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("Store {}: its plugin failed to close it", id, e);
      }
    }
  }
}
