// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.SplittableRandom;

/** Raw disks with content and holes, of any size. */
final class Disks {
  private Disks() {}

  /**
   * Writes a raw disk: runs of 512 bytes to 3 MiB of noise, zeros, or nothing.
   *
   * @return the file
   */
  static Path raw(Path file, long size, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      long position = 0;
      while (position < size) {
        int length = (int) Math.min(512L * random.nextInt(1, 6144), size - position);
        int kind = random.nextInt(3);
        if (kind < 2) {
          byte[] bytes = new byte[length];
          if (kind == 0) {
            new Random(random.nextLong()).nextBytes(bytes);
          }
          channel.write(ByteBuffer.wrap(bytes), position);
        }
        position += length;
      }
      if (channel.size() < size) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    }
    return file;
  }

  static boolean same(Path one, Path other) throws IOException {
    return Files.mismatch(one, other) < 0;
  }
}
