// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/**
 * The ids of the images that a run looks at, as they were when it began: a file of lines of equal
 * length, so that each can be read alone. It makes positions meaningful across restarts, whatever
 * happens to the catalogue meanwhile.
 */
final class Plan {
  private static final int ID = 36;
  private static final int LINE = ID + 1;

  private final Path file;
  private final long size;

  private Plan(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Images from {@code first} up to, but without, {@code end}. */
  record Range(long first, long end) {}

  /** Writes a plan durably. */
  static Plan write(WorkFiles files, Iterator<String> ids) throws IOException {
    long size = 0;
    try (FileChannel channel =
            FileChannel.open(
                files.unpublished(files.plan()),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      while (ids.hasNext()) {
        out.write(line(ids.next()));
        size++;
      }
      out.flush();
      channel.force(true);
    }
    files.publish(files.plan());
    return new Plan(files.plan(), size);
  }

  private static byte[] line(String id) {
    byte[] line = String.format("%-" + ID + "s\n", id).getBytes(StandardCharsets.UTF_8);
    if (line.length != LINE) {
      throw new IllegalStateException("The catalogue holds an id of a strange length: " + id);
    }
    return line;
  }

  static Plan open(Path file) throws IOException {
    return new Plan(file, Files.size(file) / LINE);
  }

  long size() {
    return size;
  }

  /** A share of the images, about as large as the others. */
  Range range(int part, int parts) {
    return new Range(size * part / parts, size * (part + 1) / parts);
  }

  String id(long index) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(ID);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (line.hasRemaining()) {
        if (channel.read(line, index * LINE + line.position()) < 0) {
          throw new EOFException("The plan ends before image " + index + ".");
        }
      }
    }
    return new String(line.array(), StandardCharsets.UTF_8).strip();
  }
}
