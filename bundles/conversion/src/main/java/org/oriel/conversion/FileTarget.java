// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.oriel.disk.WritePlan;

/** A file as the target: what is not written becomes holes. */
public final class FileTarget implements Target, AutoCloseable {
  private final FileChannel file;

  private FileTarget(FileChannel file) {
    this.file = file;
  }

  /** Opens a file, a new one if there is none; what it holds stays until a conversion begins. */
  public static FileTarget open(Path path) throws IOException {
    return new FileTarget(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE));
  }

  @Override
  public WritePlan.Order reach() {
    return WritePlan.Order.ANYWHERE;
  }

  @Override
  public void writeAt(long position, ByteBuffer from) throws IOException {
    long at = position;
    while (from.hasRemaining()) {
      at += file.write(from, at);
    }
  }

  @Override
  public void length(long bytes) throws IOException {
    long now = file.size();
    if (bytes < now) {
      file.truncate(bytes);
    } else if (bytes > now) {
      writeAt(bytes - 1, ByteBuffer.allocate(1));
    }
  }

  @Override
  public void rewind(long bytes) throws IOException {
    if (file.size() < bytes) {
      throw new IOException(
          "The file has " + file.size() + " bytes, of which " + bytes + " were written before");
    }
    file.truncate(bytes);
  }

  @Override
  public void force() throws IOException {
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
