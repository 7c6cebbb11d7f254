// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/** Reads an open file; without a copy if the buffer is a direct one. */
final class FileReader implements ReadableByteChannel {
  private final FileStore store;
  private final FileChannel channel;
  private final Path path;

  FileReader(FileStore store, FileChannel channel, Path path) {
    this.store = store;
    this.channel = channel;
    this.path = path;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      return channel.read(into);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw Failures.of(e, path);
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    store.forget(this);
    channel.close();
  }
}
