// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.util.stream.Stream;

/** Hash methods by the names that images use. */
enum HashMethod {
  SHA_224("SHA-224", "SHA224", 28),
  SHA_256("SHA-256", "SHA256", 32),
  SHA_384("SHA-384", "SHA384", 48),
  SHA_512("SHA-512", "SHA512", 64);

  private final String word;
  private final String inSignature;
  private final int bytes;

  HashMethod(String word, String inSignature, int bytes) {
    this.word = word;
    this.inSignature = inSignature;
    this.bytes = bytes;
  }

  static HashMethod of(String word) throws Unverifiable {
    return Stream.of(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new Unverifiable("Invalid signature hash method: " + word));
  }

  /** Java's name of the digest, which is the image's. */
  String digest() {
    return word;
  }

  /** How names of Java's signature algorithms begin. */
  String inSignature() {
    return inSignature;
  }

  /** Length of a digest. */
  int bytes() {
    return bytes;
  }
}
