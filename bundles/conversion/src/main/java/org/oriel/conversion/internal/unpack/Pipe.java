// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes from one thread to another, through a bounded buffer. */
final class Pipe {
  private static final int CAPACITY = 256 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring = new byte[CAPACITY];
  private int start;
  private int count;
  private boolean ended;
  private boolean broken;
  private boolean deaf;

  /** Waits until the other side has room, unless it wants no more. */
  void write(ByteBuffer bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (bytes.hasRemaining() && !deaf) {
        if (count == CAPACITY) {
          changed.await();
          continue;
        }
        int at = (start + count) % CAPACITY;
        int step = Math.min(bytes.remaining(), Math.min(CAPACITY - count, CAPACITY - at));
        bytes.get(ring, at, step);
        count += step;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** There are no more bytes. */
  void end() {
    change(() -> ended = true);
  }

  /** There are no more bytes, and those that were do not count. */
  void breakOff() {
    change(() -> broken = true);
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int read(byte[] into, int offset, int length) throws IOException {
    try {
      lock.lockInterruptibly();
      try {
        while (count == 0 && !ended && !broken) {
          changed.await();
        }
        if (broken) {
          throw new IOException("the sender broke off");
        }
        if (count == 0) {
          return -1;
        }
        int step = Math.min(length, Math.min(count, CAPACITY - start));
        System.arraycopy(ring, start, into, offset, step);
        start = (start + step) % CAPACITY;
        count -= step;
        changed.signalAll();
        return step;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  /** The reading side; its close tells the other that no more is wanted. */
  InputStream reader() {
    return new InputStream() {
      private final byte[] one = new byte[1];

      @Override
      public int read() throws IOException {
        return Pipe.this.read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return length == 0 ? 0 : Pipe.this.read(into, offset, length);
      }

      @Override
      public void close() {
        change(() -> deaf = true);
      }
    };
  }
}
