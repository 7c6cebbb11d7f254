// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.oriel.conversion.ConversionProgress;

/** Shows progress on one line of the terminal, as qemu-img does. */
final class ProgressLine implements ConversionProgress {
  private static final int WHOLE = 10_000;

  private final PrintWriter out;
  private final ReentrantLock lock = new ReentrantLock();
  private int shown = -1;

  ProgressLine(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void at(long done, long total) {
    int now = total == 0 ? WHOLE : (int) ((double) done / total * WHOLE);
    // Who finds another at the line has nothing newer to tell.
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (now >= shown + WHOLE / 100 || (now == WHOLE && shown < WHOLE)) {
        out.print(String.format(Locale.ROOT, "    (%.2f/100%%)\r", now / 100.0));
        out.flush();
        shown = now;
      }
    } finally {
      lock.unlock();
    }
  }
}
