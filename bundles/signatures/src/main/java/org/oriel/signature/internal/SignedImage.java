// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.Attributes;

/**
 * What a signed image says of its signature.
 *
 * @param signature Base64
 * @param hashMethod such as {@code SHA-256}
 * @param keyType such as {@code RSA-PSS}
 * @param certificate id of the certificate
 */
record SignedImage(String signature, String hashMethod, String keyType, String certificate) {
  private static final String SIGNATURE = "img_signature";
  private static final String HASH_METHOD = "img_signature_hash_method";
  private static final String KEY_TYPE = "img_signature_key_type";
  private static final String CERTIFICATE = "img_signature_certificate_uuid";

  /**
   * An image is signed if it has all four properties; as with Glance, some of them do not count.
   */
  static Optional<SignedImage> of(Attributes attributes) {
    Map<String, String> properties = attributes.properties();
    if (!properties.keySet().containsAll(Set.of(SIGNATURE, HASH_METHOD, KEY_TYPE, CERTIFICATE))) {
      return Optional.empty();
    }
    return Optional.of(
        new SignedImage(
            properties.getOrDefault(SIGNATURE, ""),
            properties.getOrDefault(HASH_METHOD, ""),
            properties.getOrDefault(KEY_TYPE, ""),
            properties.getOrDefault(CERTIFICATE, "")));
  }
}
