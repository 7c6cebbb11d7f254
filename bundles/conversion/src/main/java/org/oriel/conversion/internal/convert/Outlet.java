// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.disk.FormatException;

/** Where packed windows go to be written. */
sealed interface Outlet {
  /** What writes a window, and gives its buffer back. */
  @FunctionalInterface
  interface Hand {
    void write(Packed packed) throws FormatException;
  }

  /** Takes a window over. */
  void put(Packed packed) throws FormatException;

  /** What was taken over and not written; once nobody puts any more. */
  default Collection<Packed> left() {
    return List.of();
  }

  /** Writes each window at once, on the thread that brings it. */
  record Parallel(Hand hand) implements Outlet {
    @Override
    public void put(Packed packed) throws FormatException {
      hand.write(packed);
    }
  }

  /** Writes windows in their order: who brings the next one writes all that are ready then. */
  final class Ordered implements Outlet {
    private final Hand hand;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Packed> ready = new HashMap<>();
    private long next;
    private boolean writing;

    Ordered(Hand hand) {
      this.hand = hand;
    }

    @Override
    public void put(Packed packed) throws FormatException {
      if (!begins(packed)) {
        return;
      }
      for (Optional<Packed> now = take(); now.isPresent(); now = take()) {
        hand.write(now.get());
      }
    }

    @Override
    public Collection<Packed> left() {
      return ready.values();
    }

    private boolean begins(Packed packed) {
      lock.lock();
      try {
        ready.put(packed.window().number(), packed);
        boolean begins = !writing;
        writing = true;
        return begins;
      } finally {
        lock.unlock();
      }
    }

    private Optional<Packed> take() {
      lock.lock();
      try {
        Optional<Packed> now = Optional.ofNullable(ready.remove(next));
        if (now.isPresent()) {
          next++;
        }
        writing = now.isPresent();
        return now;
      } finally {
        lock.unlock();
      }
    }
  }
}
