// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A journal in a file. An entry is there after a power failure, or not at all: each has its length
 * and a check sum, and what follows the last whole one is cut off.
 */
public final class FileJournal implements Journal, AutoCloseable {
  private static final int HEAD = 2 * Integer.BYTES;
  private static final int MOST = 64 << 20;

  private final FileChannel file;

  private FileJournal(FileChannel file) {
    this.file = file;
  }

  /** Opens a journal, an empty one if there is none. */
  public static FileJournal open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new FileJournal(file);
  }

  @Override
  public boolean outlives() {
    return true;
  }

  @Override
  public void replay(Replay replay) throws IOException {
    long position = 0;
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    while (fill(head.clear(), position)) {
      int length = head.getInt(0);
      if (length <= 0 || length > MOST || length > file.size() - position - HEAD) {
        break;
      }
      ByteBuffer entry = ByteBuffer.allocate(length);
      if (!fill(entry, position + HEAD) || sum(entry.flip()) != head.getInt(Integer.BYTES)) {
        break;
      }
      replay.entry(entry);
      position += HEAD + length;
    }
    file.truncate(position);
  }

  @Override
  public void append(ByteBuffer entry) throws IOException {
    if (entry.remaining() > MOST) {
      throw new IOException("An entry of " + entry.remaining() + " bytes is too long");
    }
    ByteBuffer framed = ByteBuffer.allocate(HEAD + entry.remaining());
    framed.putInt(entry.remaining()).putInt(sum(entry)).put(entry.duplicate()).flip();
    long position = file.size();
    while (framed.hasRemaining()) {
      position += file.write(framed, position);
    }
    file.force(true);
  }

  @Override
  public void clear() throws IOException {
    file.truncate(0);
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private boolean fill(ByteBuffer into, long from) throws IOException {
    long position = from;
    while (into.hasRemaining()) {
      int count = file.read(into, position);
      if (count < 0) {
        return false;
      }
      if (count == 0) {
        throw new EOFException("The journal cannot be read at " + position);
      }
      position += count;
    }
    return true;
  }

  private static int sum(ByteBuffer entry) {
    CRC32C sum = new CRC32C();
    sum.update(entry.duplicate());
    return (int) sum.getValue();
  }
}
