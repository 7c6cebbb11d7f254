// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The random id of this node, made once and kept in the data directory. */
final class NodeId {
  private NodeId() {}

  static String of(Path data) throws IOException {
    Path file = data.resolve("node-id");
    if (Files.exists(file) && Files.size(file) <= 64) {
      String kept = Files.readString(file).strip();
      if (kept.matches("[0-9a-f-]{36}")) {
        return kept;
      }
    }
    String id = UUID.randomUUID().toString();
    Files.createDirectories(data);
    Path temporary = data.resolve("node-id.new");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(id + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return id;
  }
}
