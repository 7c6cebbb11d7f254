// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The rows of one partition. How much of it counts is noted in the step's context. */
final class PartFile {
  private PartFile() {}

  /**
   * Writes rows durably after the first {@code length} bytes; what lay there was written by a try
   * whose end nobody noted.
   *
   * @return the length with the new rows
   */
  static long append(WorkFiles files, int part, long length, List<Row> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(row.line()));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
    Path file = files.part(part);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < length) {
        throw new EOFException("Part " + part + " of " + files.base() + " has lost rows.");
      }
      channel.truncate(length).position(length);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      if (length == 0) {
        files.forceDirectory();
      }
      return channel.position();
    }
  }
}
