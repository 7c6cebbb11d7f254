// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Blocks of bytes of many kinds. */
public final class Contents {
  private static final String[] WORDS = {
    "image", "disk", "cluster", "0.0.0.0", "\"status\":", "active", "\n", "the", "of", "=", "{", "}"
  };

  private Contents() {}

  public static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Words with numbers between them, like a log. */
  public static byte[] text(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(length + 20);
    while (text.length() < length) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
      text.append(random.nextInt(4) == 0 ? Integer.toString(random.nextInt(10_000)) : " ");
    }
    text.setLength(length);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Bytes of few values: one in so many is another one. */
  public static byte[] sparse(int length, int one, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = random.nextInt(one) == 0 ? (byte) random.nextInt() : 0;
    }
    return bytes;
  }

  /** A pattern that repeats after so many bytes. */
  public static byte[] period(int length, int period, long seed) {
    byte[] pattern = noise(period, seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = pattern[i % period];
    }
    return bytes;
  }

  /** Values as often as the numbers of Fibonacci say, mixed: the deepest tree. */
  public static byte[] fibonacci(int length, long seed) {
    byte[] bytes = new byte[length];
    int at = 0;
    int value = 0;
    for (int a = 1, b = 1; at < length; b += a, a = b - a, value++) {
      for (int i = 0; i < a && at < length; i++) {
        bytes[at++] = (byte) value;
      }
    }
    Random random = new Random(seed);
    for (int i = length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte other = bytes[j];
      bytes[j] = bytes[i];
      bytes[i] = other;
    }
    return bytes;
  }

  /** A bit of everything, in random pieces. */
  public static byte[] mixed(int length, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      int piece = Math.min(length - at, 1 + random.nextInt(1 << random.nextInt(14)));
      byte[] part =
          switch (random.nextInt(5)) {
            case 0 -> noise(piece, random.nextLong());
            case 1 -> text(piece, random.nextLong());
            case 2 -> sparse(piece, 1 + random.nextInt(50), random.nextLong());
            case 3 -> period(piece, 1 + random.nextInt(300), random.nextLong());
            default -> new byte[piece];
          };
      System.arraycopy(part, 0, bytes, at, piece);
      at += piece;
    }
    return bytes;
  }
}
