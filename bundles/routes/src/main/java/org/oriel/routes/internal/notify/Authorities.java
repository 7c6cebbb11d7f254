// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with certificates that authorities of the operator's choice vouch for. */
final class Authorities {
  private Authorities() {}

  /**
   * A context that trusts the certificates of a PEM file, or whom the JDK trusts.
   *
   * @throws GeneralSecurityException if the file holds something else
   */
  static SSLContext context(Optional<Path> pem) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(pem.isPresent() ? keys(pem.get()) : null);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore keys(Path pem) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    int number = 0;
    try (InputStream in = Files.newInputStream(pem)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        keys.setCertificateEntry("authority" + number++, each);
      }
    }
    return keys;
  }
}
