// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An offered format and how many use it. */
final class FormatSlot {
  private final Offered offered;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int users;
  private boolean gone;

  FormatSlot(Offered offered) {
    this.offered = offered;
  }

  Offered offered() {
    return offered;
  }

  int users() {
    lock.lock();
    try {
      return users;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it may be used; then {@link #leave()} must follow. */
  boolean enter() {
    lock.lock();
    try {
      if (gone) {
        return false;
      }
      users++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      users--;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more, and waits until all have left or the time is over. */
  boolean drain(long nanos) throws InterruptedException {
    long remaining = nanos;
    lock.lockInterruptibly();
    try {
      gone = true;
      while (users > 0 && remaining > 0) {
        remaining = left.awaitNanos(remaining);
      }
      return users == 0;
    } finally {
      lock.unlock();
    }
  }

  static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
