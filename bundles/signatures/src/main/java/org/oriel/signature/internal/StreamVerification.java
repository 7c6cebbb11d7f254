// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.nio.ByteBuffer;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.oriel.signature.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds a verifier. */
final class StreamVerification implements Verification {
  private static final Logger LOG = LoggerFactory.getLogger(StreamVerification.class);

  private final String imageId;
  private final SignedImage signed;
  private final Signature verifier;
  private final byte[] signature;

  StreamVerification(String imageId, SignedImage signed, Signature verifier, byte[] signature) {
    this.imageId = imageId;
    this.signed = signed;
    this.verifier = verifier;
    this.signature = signature.clone();
  }

  @Override
  public void feed(ByteBuffer bytes) {
    try {
      verifier.update(bytes);
    } catch (SignatureException e) {
      throw new IllegalStateException("A verifier does not take bytes", e);
    }
  }

  @Override
  public void finish(Attributes now) {
    if (!verified()) {
      throw refusal(imageId, "Signature verification failed");
    }
    if (!SignedImage.of(now).equals(Optional.of(signed))) {
      throw refusal(imageId, "The signature was changed while the data came");
    }
    LOG.info("The signature of image {} is verified.", imageId);
  }

  private boolean verified() {
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) { // not of the right length or form
      return false;
    }
  }

  static Refusal refusal(String imageId, String reason) {
    return new Refusal.Invalid(
        "Signature verification failed for image " + imageId + ": " + reason);
  }
}
