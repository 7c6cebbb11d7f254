// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskSource;

/** A file, as source and as sink. What is skipped becomes a hole. */
public final class ChannelFile implements DiskSource, DiskSink, AutoCloseable {
  private final FileChannel channel;

  private ChannelFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a file to be read and written, made if it is not there. */
  public static ChannelFile open(Path file) throws IOException {
    return new ChannelFile(
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
  }

  /** Makes a file of this length. */
  static void write(Path file, long length, Consumer<FileChannel> writing) throws IOException {
    try (ChannelFile made = open(file)) {
      writing.accept(made.channel);
      made.length(length);
    }
  }

  /** Writes all of a buffer. */
  static void put(FileChannel channel, long position, ByteBuffer from) {
    try {
      long at = position;
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int readAt(long position, ByteBuffer into) throws IOException {
    return channel.read(into, position);
  }

  @Override
  public void writeAt(long position, ByteBuffer from) throws IOException {
    long at = position;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  @Override
  public void length(long bytes) throws IOException {
    if (bytes < channel.size()) {
      throw new IOException("The file has " + channel.size() + " bytes, not only " + bytes);
    }
    if (bytes > channel.size()) {
      writeAt(bytes - 1, ByteBuffer.allocate(1));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
