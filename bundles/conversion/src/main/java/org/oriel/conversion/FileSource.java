// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.oriel.disk.DiskSource;

/**
 * A file as the source of a disk. It is opened once: what was looked at is what is read, whatever
 * becomes of its name.
 */
public final class FileSource implements DiskSource, AutoCloseable {
  private final FileChannel file;
  private final long size;

  private FileSource(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Opens a file. */
  public static FileSource open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new FileSource(file, file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int readAt(long position, ByteBuffer into) throws IOException {
    if (position >= size) {
      return -1;
    }
    return file.read(into, position);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
