// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom we believe that they are Barbican. */
final class Authorities {
  private Authorities() {}

  /** A context for what was configured; empty if the JDK's own does. */
  static Optional<SSLContext> context(BarbicanSettings settings)
      throws IOException, GeneralSecurityException {
    if (settings.verify() && settings.authorities().isEmpty()) {
      return Optional.empty();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        null,
        settings.verify()
            ? of(Files.newInputStream(settings.authorities().get()))
            : new TrustManager[] {new Anybody()},
        null);
    return Optional.of(context);
  }

  private static TrustManager[] of(InputStream pem) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    int number = 0;
    try (pem) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        keys.setCertificateEntry("authority" + number++, each);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    return trust.getTrustManagers();
  }

  /** What an operator asks for who sets {@code verify_ssl} to false. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      // believed
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      // believed
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // believed
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // believed
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      // believed
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // believed
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
