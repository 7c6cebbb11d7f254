// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * Reads certificates, also those with keys on curves that this Java lacks.
 *
 * @param curves provider that knows them
 */
record Pem(Provider curves) {
  /** Most bytes of a certificate; usual ones have two or three thousand. */
  static final int MOST_BYTES = 1 << 16;

  /** The first certificate of PEM or DER. */
  X509Certificate certificate(byte[] bytes) throws Unverifiable {
    try {
      if (CertificateFactory.getInstance("X.509", curves)
              .generateCertificate(new ByteArrayInputStream(bytes))
          instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException | RuntimeException e) {
      throw new Unverifiable("Invalid certificate format: unknown");
    }
    throw new Unverifiable("Invalid certificate format: unknown");
  }
}
