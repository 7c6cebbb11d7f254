// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import org.oriel.image.Refusal;

/** Digest algorithms by the names that Glance's configuration knows. */
final class Digests {
  private static final Map<String, String> JAVA_NAMES =
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

  private Digests() {}

  static MessageDigest md5() {
    return of("md5");
  }

  /**
   * A fresh digest.
   *
   * @throws Refusal.Invalid if we do not know the algorithm
   */
  static MessageDigest of(String algorithm) {
    String name = JAVA_NAMES.get(algorithm.toLowerCase(Locale.ROOT));
    if (name == null) {
      throw new Refusal.Invalid("Unsupported hashing algorithm " + algorithm);
    }
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java lacks " + name, e);
    }
  }
}
