// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.oriel.storage.Watcher;

/** Tells from time to time how much has come, and finds out whether the import still counts. */
final class ProgressWatcher implements Watcher {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int MEBIBYTE = 20;

  private final Import wanted;
  private final String verb;
  private long seen;
  private long told = System.nanoTime();

  ProgressWatcher(Import wanted, String verb) {
    this.wanted = wanted;
    this.verb = verb;
  }

  @Override
  public void see(ByteBuffer bytes) {
    seen += bytes.remaining();
    if (System.nanoTime() - told > PAUSE_NANOS) {
      wanted.image();
      tell();
      told = System.nanoTime();
    }
  }

  @Override
  public void end(long size) {
    wanted.image();
    tell();
  }

  private void tell() {
    wanted.progress(verb + " " + (seen >> MEBIBYTE) + " MiB");
  }
}
