// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.disk.DiskSink;

/** Knows how long the file is, and keeps it from growing too long. */
final class MeasuredSink implements DiskSink {
  private final DiskSink sink;
  private final long most;
  private final AtomicLong end;

  MeasuredSink(DiskSink sink, long end, long most) {
    this.sink = sink;
    this.end = new AtomicLong(end);
    this.most = most;
  }

  /** The first byte behind all that was written. */
  long end() {
    return end.get();
  }

  @Override
  public void writeAt(long position, ByteBuffer from) throws IOException {
    extend(position, from.remaining());
    sink.writeAt(position, from);
  }

  @Override
  public void length(long bytes) throws IOException {
    extend(bytes, 0);
    sink.length(bytes);
  }

  private void extend(long position, int bytes) throws IOException {
    if (position > most - bytes) {
      throw new IOException("The new file would have more than the " + most + " bytes allowed");
    }
    end.accumulateAndGet(position + bytes, Math::max);
  }
}
