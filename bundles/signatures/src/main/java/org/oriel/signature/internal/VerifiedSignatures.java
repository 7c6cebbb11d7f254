// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.signature.Signatures;
import org.oriel.signature.Verification;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signatures as cursive understands them. */
@Component(
    configurationPid = SignatureSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class VerifiedSignatures implements Signatures {
  private static final Logger LOG = LoggerFactory.getLogger(VerifiedSignatures.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Knows the binary curves, which this Java lacks; not registered with it. */
  private final Provider curves = new BouncyCastleProvider();

  private final Certificates certificates;
  private final Trust trust;

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming what is wrong with them
   */
  @Activate
  public VerifiedSignatures(Map<String, Object> configuration) {
    this(configuration, Clock.systemUTC());
  }

  VerifiedSignatures(Map<String, Object> configuration, Clock clock) {
    SignatureSettings settings = SignatureSettings.of(configuration);
    Pem pem = new Pem(curves);
    this.trust = new Trust(settings.checkDates(), settings.trusted(), curves, clock);
    this.certificates =
        settings.directory().isPresent()
            ? new DirectoryCertificates(settings.directory().get(), pem)
            : new BarbicanCertificates(settings.barbican(), client(settings.barbican()), pem);
  }

  private static HttpClient client(BarbicanSettings settings) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    try {
      Optional<SSLContext> tls = Authorities.context(settings);
      tls.ifPresent(builder::sslContext);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("Option verify_ssl_path names no PEM file.", e);
    }
    return builder.build();
  }

  @Override
  public Optional<Verification> begin(String imageId, Attributes attributes, Caller caller) {
    Optional<SignedImage> signed = SignedImage.of(attributes);
    return signed.map(it -> begin(imageId, it, caller));
  }

  private Verification begin(String imageId, SignedImage signed, Caller caller) {
    try {
      byte[] signature = decoded(signed.signature());
      HashMethod hash = HashMethod.of(signed.hashMethod());
      KeyType type = KeyType.of(signed.keyType());
      String id = signed.certificate();
      X509Certificate certificate = certificates.get(id, caller);
      trust.require(certificate, id, certificates, caller);
      return new StreamVerification(
          imageId, signed, type.verifier(certificate.getPublicKey(), hash, curves), signature);
    } catch (Unverifiable e) {
      LOG.info("Image {} cannot be verified: {}", imageId, e.getMessage());
      throw StreamVerification.refusal(imageId, e.sentence());
    }
  }

  /** As Python: line feeds and other strangers are passed over. */
  private static byte[] decoded(String base64) throws Unverifiable {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new Unverifiable("The signature data was not properly encoded using base64");
    }
  }
}
