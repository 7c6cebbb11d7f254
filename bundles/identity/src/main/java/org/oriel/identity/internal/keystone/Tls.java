// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS as the files of the settings want it. */
final class Tls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /**
   * A context for connections to Keystone.
   *
   * @throws IllegalArgumentException if a file cannot be read or holds something else
   */
  static SSLContext context(KeystoneSettings.Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(trust), trusted(trust), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "[keystone_authtoken]: cafile, certfile or keyfile cannot be used ("
              + e.getClass().getSimpleName()
              + ").",
          e);
    }
  }

  private static TrustManager[] trusted(KeystoneSettings.Trust trust)
      throws GeneralSecurityException, IOException {
    if (trust.insecure()) {
      return new TrustManager[] {new Anybody()};
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(
        trust.authorities().isPresent()
            ? store(certificates(trust.authorities().get()))
            : (KeyStore) null);
    return factory.getTrustManagers();
  }

  private static KeyStore store(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int count = 0;
    for (Certificate each : certificates) {
      store.setCertificateEntry("authority-" + count++, each);
    }
    return store;
  }

  private static KeyManager[] keys(KeystoneSettings.Trust trust)
      throws GeneralSecurityException, IOException {
    Optional<Path> certificate = trust.certificate();
    if (certificate.isEmpty()) {
      return new KeyManager[0];
    }
    PrivateKey key = key(trust.key().orElse(certificate.get()));
    KeyStore store = store(List.of());
    store.setKeyEntry(
        "own", key, NO_PASSWORD, certificates(certificate.get()).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new CertificateException("no certificate");
      }
      return found;
    }
  }

  private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new InvalidKeySpecException("no unencrypted PKCS #8 key");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    GeneralSecurityException refused = new InvalidKeySpecException("no key");
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        refused = e;
      }
    }
    throw refused;
  }

  /** The option {@code insecure}: whoever answers is believed. Also drops the check of the name. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
