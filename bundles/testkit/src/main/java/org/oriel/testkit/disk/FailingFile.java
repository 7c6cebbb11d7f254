// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskSource;

/** A file on a medium that fails after some reads and writes. */
final class FailingFile implements DiskSource, DiskSink {
  static final String MESSAGE = "the medium is broken";

  private final ByteSource bytes;
  private int healthy;

  FailingFile(byte[] bytes, int healthy) {
    this.bytes = new ByteSource(bytes);
    this.healthy = healthy;
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public int readAt(long position, ByteBuffer into) throws IOException {
    step();
    return bytes.readAt(position, into);
  }

  @Override
  public void writeAt(long position, ByteBuffer from) throws IOException {
    step();
    from.position(from.limit());
  }

  @Override
  public void length(long ignored) throws IOException {
    healthy = 0;
    step();
  }

  private synchronized void step() throws IOException {
    if (--healthy < 0) {
      throw new IOException(MESSAGE);
    }
  }
}
