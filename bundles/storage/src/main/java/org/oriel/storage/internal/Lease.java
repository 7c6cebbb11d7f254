// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.oriel.store.Ability;
import org.oriel.store.Store;

/** The right to use an open store until {@link #close()}, which is idempotent. */
final class Lease implements AutoCloseable {
  private final String id;
  private final OpenStore opened;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(String id, OpenStore opened, Runnable end) {
    this.id = id;
    this.opened = opened;
    this.end = end;
  }

  /** Id of the store. */
  String id() {
    return id;
  }

  Store store() {
    return opened.store();
  }

  boolean able(Ability ability) {
    return opened.able(ability);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      opened.leave();
      end.run();
    }
  }
}
