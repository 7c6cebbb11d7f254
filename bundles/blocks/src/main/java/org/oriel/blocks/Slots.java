// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.disk.FormatException;

/** Which block has which slot. A block without one gets the lowest that is free. */
final class Slots {
  /** Makes a slot ready that may hold what a writer left who did not come to tell of it. */
  interface Cleaning {
    void clean(int slot) throws FormatException;
  }

  private final AtomicIntegerArray slots;
  private final AtomicIntegerArray leads;
  private final BitSet taken = new BitSet();
  private final ReentrantLock taking = new ReentrantLock();
  private volatile boolean resumed;

  /**
   * Takes over an array.
   *
   * @param slots the slot of each block, or {@link BlockLayout#NONE}
   * @param used slots that are given, from 0
   * @param leads whether the first who writes to a block writes its lead too
   */
  Slots(int[] slots, int used, boolean leads) {
    this.slots = new AtomicIntegerArray(slots);
    this.leads = new AtomicIntegerArray(leads ? slots.length : 0);
    taken.set(0, used);
  }

  int size() {
    return slots.length();
  }

  int get(int block) {
    return slots.get(block);
  }

  /** The number of slots, free ones between them included. */
  int used() {
    taking.lock();
    try {
      return taken.length();
    } finally {
      taking.unlock();
    }
  }

  /** The slot of a block, which gets one if it has none. */
  int take(int block, Cleaning cleaning) throws FormatException {
    int slot = slots.get(block);
    if (slot != BlockLayout.NONE) {
      return slot;
    }
    taking.lock();
    try {
      slot = slots.get(block);
      if (slot == BlockLayout.NONE) {
        slot = taken.nextClearBit(0);
        // Under the lock, so that nobody writes to the block before; only when a write goes on.
        if (resumed) {
          cleaning.clean(slot);
        }
        taken.set(slot);
        slots.set(block, slot);
      }
      return slot;
    } finally {
      taking.unlock();
    }
  }

  /** Whether the lead of a block is still to be written; the first who asks writes it. */
  boolean takeLead(int block) {
    return leads.length() > 0 && leads.compareAndSet(block, 0, 1);
  }

  /**
   * Takes over what another writer gave.
   *
   * @return whether it can be: the block has no other slot, and the slot no other block
   */
  boolean recall(int block, int slot) {
    taking.lock();
    try {
      resumed = true;
      if (slots.get(block) != slot && (slots.get(block) >= 0 || taken.get(slot))) {
        return false;
      }
      slots.set(block, slot);
      taken.set(slot);
      if (leads.length() > 0) {
        leads.set(block, 1);
      }
      return true;
    } finally {
      taking.unlock();
    }
  }
}
