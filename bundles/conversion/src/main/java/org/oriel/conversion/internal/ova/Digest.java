// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that manifests use. */
enum Digest {
  SHA1("SHA-1"),
  SHA256("SHA-256"),
  SHA512("SHA-512");

  private final String algorithm;

  Digest(String algorithm) {
    this.algorithm = algorithm;
  }

  MessageDigest begin() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
