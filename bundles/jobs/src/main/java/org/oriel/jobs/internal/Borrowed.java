// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.image.ServiceCatalog;
import org.oriel.task.KeptTokens;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What callers lend to the work that they ordered: their tokens, and what these open. */
@Component(service = {KeptTokens.class, Borrowed.class})
public final class Borrowed implements KeptTokens {
  private static final int MOST = 4096;
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final AtomicReference<@Nullable ServiceCatalog> catalog = new AtomicReference<>();

  private record Kept(Caller.Token token, Instant until) {}

  @Activate
  public Borrowed() {
    this(Clock.systemUTC());
  }

  Borrowed(Clock clock) {
    this.clock = clock;
  }

  /** Takes the catalog that knows where other services are. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setCatalog(ServiceCatalog added) {
    catalog.set(added);
  }

  void unsetCatalog(ServiceCatalog gone) {
    catalog.compareAndSet(gone, null);
  }

  @Override
  public void keep(String taskId, Caller.Token token) {
    lock.lock();
    try {
      Instant now = clock.instant();
      kept.values().removeIf(each -> each.until().isBefore(now));
      if (kept.size() >= MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(taskId, new Kept(token, now.plus(LONGEST)));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Caller.Token> find(String taskId) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(taskId))
          .filter(each -> !each.until().isBefore(clock.instant()))
          .map(Kept::token);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void drop(String taskId) {
    lock.lock();
    try {
      kept.remove(taskId);
    } finally {
      lock.unlock();
    }
  }

  /** As {@link ServiceCatalog#endpoint}; empty also while nobody can be asked. */
  public Optional<URI> endpoint(Caller.Token token, String type, String region, String reach) {
    return Optional.ofNullable(catalog.get())
        .flatMap(known -> known.endpoint(token, type, region, reach));
  }
}
