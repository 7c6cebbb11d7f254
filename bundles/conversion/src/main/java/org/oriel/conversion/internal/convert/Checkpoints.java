// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.conversion.Journal;
import org.oriel.conversion.Target;
import org.oriel.disk.FormatException;

/** Collects the notes of a writer, and gives them to the journal now and then. */
final class Checkpoints implements Windows.Border {
  private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Journal journal;
  private final Target target;
  private final MeasuredSink sink;
  private final ReentrantLock lock = new ReentrantLock();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private long last = System.nanoTime();

  Checkpoints(Journal journal, Target target, MeasuredSink sink) {
    this.journal = journal;
    this.target = target;
    this.sink = sink;
  }

  /** A writer noted something. Any thread. */
  void note(byte[] note) {
    if (note.length == 0 || !journal.keeps()) {
      return;
    }
    lock.lock();
    try {
      notes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, note.length).array());
      notes.writeBytes(note);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean due() {
    return journal.keeps() && System.nanoTime() - last > BETWEEN_NANOS;
  }

  @Override
  public void reached(long position) throws FormatException {
    if (!journal.keeps()) {
      return;
    }
    try {
      if (journal.outlives()) {
        target.force();
      }
      journal.append(Noted.checkpoint(position, sink.end(), notes.toByteArray()));
    } catch (FormatException refusal) {
      throw refusal;
    } catch (IOException failure) {
      throw new FormatException.Failed(failure);
    }
    notes.reset();
    last = System.nanoTime();
  }
}
