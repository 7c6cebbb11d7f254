// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

/** A reason why a signature cannot be verified, in cursive's words. */
final class Unverifiable extends Exception {
  private static final long serialVersionUID = 1L;

  Unverifiable(String reason) {
    super(reason, null, false, false);
  }

  /** The whole sentence. */
  String sentence() {
    return "Signature verification for the image failed: " + getMessage() + ".";
  }
}
