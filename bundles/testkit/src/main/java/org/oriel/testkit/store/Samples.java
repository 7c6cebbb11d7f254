// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Random;
import java.util.UUID;

/** Bytes and names to try a store with. */
public final class Samples {
  private Samples() {}

  /** Bytes that look random, the same for the same seed. */
  public static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A fresh image id. */
  public static String id() {
    return UUID.randomUUID().toString();
  }

  /** Reads a channel to its end into memory, in pieces that fit nothing, and closes it. */
  public static byte[] drain(ReadableByteChannel channel) throws IOException {
    try (channel) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocateDirect(10_007);
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        Channels.newChannel(out).write(buffer);
        buffer.clear();
      }
      return out.toByteArray();
    }
  }
}
