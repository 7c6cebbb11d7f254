// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Data that break off when the work has to stop. */
record StoppableChannel(ReadableByteChannel data, ImportStep.StopSign stop)
    implements ReadableByteChannel {
  @Override
  public int read(ByteBuffer into) throws IOException {
    if (stop.given()) {
      throw new IOException("Asked to stop.");
    }
    return data.read(into);
  }

  @Override
  public boolean isOpen() {
    return data.isOpen();
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
