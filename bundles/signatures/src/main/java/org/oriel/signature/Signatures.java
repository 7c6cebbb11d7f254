// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature;

import java.util.Optional;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/** Signatures that images carry in their properties {@code img_signature…}. */
public interface Signatures {
  /**
   * Begins to verify data against the signature that an image carries; empty if it carries none.
   * Fetches the certificate, and may wait for the key manager.
   *
   * @param caller whose token opens the key manager
   * @throws Refusal.Invalid if the properties make no sense, or the certificate is not there, not
   *     valid now or not to be trusted
   */
  Optional<Verification> begin(String imageId, Attributes attributes, Caller caller);
}
