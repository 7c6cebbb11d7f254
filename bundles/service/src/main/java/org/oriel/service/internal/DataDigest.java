// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageData;
import org.oriel.storage.Storage;

/** Reads data from their first byte to their last to know their digests. */
final class DataDigest {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("md5", "MD5"),
          Map.entry("sha1", "SHA-1"),
          Map.entry("sha224", "SHA-224"),
          Map.entry("sha256", "SHA-256"),
          Map.entry("sha384", "SHA-384"),
          Map.entry("sha512", "SHA-512"),
          Map.entry("sha512_224", "SHA-512/224"),
          Map.entry("sha512_256", "SHA-512/256"),
          Map.entry("sha3_224", "SHA3-224"),
          Map.entry("sha3_256", "SHA3-256"),
          Map.entry("sha3_384", "SHA3-384"),
          Map.entry("sha3_512", "SHA3-512"));

  /** Whether to stop; asked every few seconds. */
  @FunctionalInterface
  interface Stop {
    boolean now();
  }

  /** What was read. */
  record Result(long size, String checksum, Multihash multihash) {}

  private final Storage storage;

  DataDigest(Storage storage) {
    this.storage = storage;
  }

  /**
   * Reads data.
   *
   * @param algorithm the API's word
   * @throws IOException if they cannot be read to their end
   * @throws Refusal.Gone if {@code stop} said so
   */
  Result of(ImageLocation location, String algorithm, Stop stop) throws IOException {
    MessageDigest md5 = digest("md5");
    MessageDigest other = digest(algorithm);
    long size = 0;
    try (ImageData data = storage.open(List.of(location));
        ReadableByteChannel bytes = data.from(0)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long looked = System.nanoTime() - LOOK_NANOS;
      while (bytes.read(buffer) >= 0) {
        size += buffer.position();
        md5.update(buffer.flip().duplicate());
        other.update(buffer);
        buffer.clear();
        if (System.nanoTime() - looked >= LOOK_NANOS) {
          looked = System.nanoTime();
          if (stop.now()) {
            throw new Refusal.Gone("The work was cancelled.");
          }
        }
      }
      if (size < data.size()) {
        throw new EOFException("The data are shorter than their store said.");
      }
    }
    if (stop.now()) {
      throw new Refusal.Gone("The work was cancelled.");
    }
    HexFormat hex = HexFormat.of();
    return new Result(
        size, hex.formatHex(md5.digest()), new Multihash(algorithm, hex.formatHex(other.digest())));
  }

  private static MessageDigest digest(String algorithm) {
    String word = algorithm.toLowerCase(Locale.ROOT);
    try {
      return MessageDigest.getInstance(NAMES.getOrDefault(word, algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new Refusal.Unsupported("Digests of algorithm " + algorithm + " cannot be computed.");
    }
  }
}
