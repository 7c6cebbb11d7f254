// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Name and password of an HTTP Basic header. Keeps the password to itself.
 *
 * @param password in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; an array can be wiped
record BasicCredentials(String name, byte[] password) {
  private static final String SCHEME = "Basic ";
  private static final int MAX_HEADER = 1024;

  /** Reads the value of an {@code Authorization} header; empty if it is not of this kind. */
  static Optional<BasicCredentials> of(String header) {
    if (header.length() > MAX_HEADER
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
      int colon = 0;
      while (colon < pair.length && pair[colon] != ':') {
        colon++;
      }
      if (colon == pair.length) {
        return Optional.empty();
      }
      CharBuffer name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(pair, 0, colon));
      byte[] password = new byte[pair.length - colon - 1];
      System.arraycopy(pair, colon + 1, password, 0, password.length);
      return Optional.of(new BasicCredentials(name.toString(), password));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "BasicCredentials[" + name + "]";
  }
}
