// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.signature.Verification;

class SignaturesTest {
  private static final String IMAGE = "c0ffee00-0000-4000-8000-000000000001";
  private static final String CERTIFICATE = "11111111-2222-3333-4444-555555555555";
  private static final String AUTHORITY = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  private static final byte[] DATA = new byte[300_000];

  static {
    new Random(42).nextBytes(DATA);
  }

  private final Path directory;
  private final Openssl openssl;
  private final Map<String, Object> settings = new HashMap<>();
  private Clock clock = Clock.systemUTC();

  SignaturesTest(@TempDir Path directory) {
    this.directory = directory;
    this.openssl = new Openssl(directory);
  }

  @BeforeEach
  void needsOpenssl() {
    assumeTrue(Openssl.isThere(), "no /usr/bin/openssl");
    settings.put("certificate_directory", directory.toString());
  }

  private static Attributes signed(String signature, String hash, String keyType) {
    return Attributes.NONE.withProperties(
        Map.of(
            "img_signature", signature,
            "img_signature_hash_method", hash,
            "img_signature_key_type", keyType,
            "img_signature_certificate_uuid", CERTIFICATE,
            "os_distro", "debian"));
  }

  private Verification begin(Attributes attributes) throws Exception {
    return new VerifiedSignatures(settings, clock)
        .begin(IMAGE, attributes, Caller.SYSTEM)
        .orElseThrow();
  }

  private void verify(Attributes attributes, byte[] data) throws Exception {
    Verification verification = begin(attributes);
    for (int at = 0; at < data.length; at += 70_000) {
      verification.feed(
          ByteBuffer.wrap(data, at, Math.min(70_000, data.length - at)).asReadOnlyBuffer());
    }
    verification.finish(attributes.withTags(Set.of("changed")));
  }

  private static void refused(String reason, ThrowingCallable what) {
    assertThatThrownBy(what)
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Signature verification failed for image " + IMAGE + ": " + reason);
  }

  private static void unverifiable(String reason, ThrowingCallable what) {
    refused("Signature verification for the image failed: " + reason + ".", what);
  }

  private String pss(String hash) throws Exception {
    return openssl.sign(
        "k", hash, DATA, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:max");
  }

  /** A key with a certificate of its own, and its signature of the data. */
  private Attributes rsa() throws Exception {
    openssl.key("k", "rsa");
    openssl.certificate(CERTIFICATE, "k");
    return signed(pss("sha256"), "SHA-256", "RSA-PSS");
  }

  private static byte[] otherData() {
    byte[] other = Arrays.copyOf(DATA, DATA.length);
    other[123_456] ^= 1;
    return other;
  }

  @ParameterizedTest
  @ValueSource(strings = {"224", "256", "384", "512"})
  void takesWhatAnRsaKeySigned(String hash) throws Exception {
    openssl.key("k", "rsa");
    openssl.certificate(CERTIFICATE, "k");
    Attributes attributes = signed(pss("sha" + hash), "SHA-" + hash, "RSA-PSS");
    verify(attributes, DATA);
    refused("Signature verification failed", () -> verify(attributes, otherData()));
    refused("Signature verification failed", () -> verify(attributes, new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "secp384r1, ECC_SECP384R1",
    "secp521r1, ECC_SECP521R1",
    "sect409k1, ECC_SECT409K1",
    "sect409r1, ECC_SECT409R1",
    "sect571k1, ECC_SECT571K1",
    "sect571r1, ECC_SECT571R1",
    "dsa, DSA"
  })
  void takesWhatOtherKeysSigned(String kind, String keyType) throws Exception {
    openssl.key("k", kind);
    openssl.certificate(CERTIFICATE, "k");
    for (String hash : new String[] {"224", "512"}) {
      Attributes attributes = signed(openssl.sign("k", "sha" + hash, DATA), "SHA-" + hash, keyType);
      verify(attributes, DATA);
      refused("Signature verification failed", () -> verify(attributes, otherData()));
    }
  }

  @Test
  void leavesImagesAloneThatAreNotSigned() throws Exception {
    Attributes three =
        Attributes.NONE.withProperties(
            Map.of(
                "img_signature", "x",
                "img_signature_hash_method", "x",
                "img_signature_key_type", "x"));
    assertThat(new VerifiedSignatures(settings, clock).begin(IMAGE, three, Caller.SYSTEM))
        .isEmpty();
  }

  @Test
  void saysWhatMakesNoSense() throws Exception {
    Attributes good = rsa();
    String signature = good.properties().getOrDefault("img_signature", "");
    unverifiable(
        "Invalid signature hash method: MD5", () -> begin(signed(signature, "MD5", "RSA-PSS")));
    unverifiable(
        "Invalid signature key type: RSA", () -> begin(signed(signature, "SHA-256", "RSA")));
    unverifiable(
        "Invalid public key type for signature key type: DSA",
        () -> begin(signed(signature, "SHA-256", "DSA")));
    unverifiable(
        "The signature data was not properly encoded using base64",
        () -> begin(signed("abcde", "SHA-256", "RSA-PSS")));
    refused("Signature verification failed", () -> verify(signed("", "SHA-256", "RSA-PSS"), DATA));
    refused(
        "Signature verification failed", () -> verify(signed("AAAA", "SHA-256", "RSA-PSS"), DATA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999-2222-3333-4444-555555555555", "../passwd", "", "a/b"})
  void refusesACertificateThatIsNotThere(String id) throws Exception {
    Map<String, String> properties = new HashMap<>(rsa().properties());
    properties.put("img_signature_certificate_uuid", id);
    unverifiable(
        "Certificate not found with ID: " + id,
        () -> begin(Attributes.NONE.withProperties(properties)));
  }

  @Test
  void refusesAFileThatIsNoCertificate() throws Exception {
    Attributes attributes = rsa();
    Files.writeString(directory.resolve(CERTIFICATE + ".pem"), "no certificate");
    unverifiable("Invalid certificate format: unknown", () -> begin(attributes));
  }

  @Test
  void readsDerToo() throws Exception {
    Attributes attributes = rsa();
    openssl.run(
        "x509", "-in", CERTIFICATE + ".pem", "-outform", "DER", "-out", CERTIFICATE + ".der");
    Files.delete(directory.resolve(CERTIFICATE + ".pem"));
    verify(attributes, DATA);
  }

  @Test
  void refusesACertificateOutOfItsTime() throws Exception {
    Attributes attributes = rsa();
    String reason = "Certificate is not valid for the current date: " + CERTIFICATE;
    clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(11));
    unverifiable(reason, () -> begin(attributes));
    clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
    unverifiable(reason, () -> begin(attributes));
    settings.put("check_dates", "false");
    assertThatCode(() -> verify(attributes, DATA)).doesNotThrowAnyException();
  }

  @Test
  void refusesASignatureThatIsExchangedMeanwhile() throws Exception {
    Attributes attributes = rsa();
    Verification verification = begin(attributes);
    verification.feed(ByteBuffer.wrap(DATA));
    refused(
        "The signature was changed while the data came",
        () -> verification.finish(signed(pss("sha512"), "SHA-512", "RSA-PSS")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "secp384r1", "sect571k1"})
  void trustsOnlyWhatTrustedAuthoritiesIssued(String kind) throws Exception {
    openssl.key("ca", kind);
    openssl.certificate(AUTHORITY, "ca", "-addext", "keyUsage=critical,keyCertSign");
    openssl.key("k", "rsa");
    openssl.issued(CERTIFICATE, "k", AUTHORITY, "ca");
    Attributes attributes = signed(pss("sha256"), "SHA-256", "RSA-PSS");
    settings.put("trusted_certificates", AUTHORITY);
    verify(attributes, DATA);

    String chain = "Certificate chain building failed for the following certificate: ";
    openssl.certificate(CERTIFICATE, "k");
    unverifiable(chain + CERTIFICATE, () -> begin(attributes));
    settings.put("trusted_certificates", AUTHORITY + "," + CERTIFICATE);
    verify(attributes, DATA);
  }

  @Test
  void trustsNobodyWhoMayNotSignCertificates() throws Exception {
    openssl.key("ca", "rsa");
    openssl.certificate(AUTHORITY, "ca", "-addext", "keyUsage=critical,digitalSignature");
    openssl.key("k", "rsa");
    openssl.issued(CERTIFICATE, "k", AUTHORITY, "ca");
    settings.put("trusted_certificates", AUTHORITY);
    unverifiable(
        "Certificate chain building failed for the following certificate: " + CERTIFICATE,
        () -> begin(signed(pss("sha256"), "SHA-256", "RSA-PSS")));
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    settings.put("trusted_certificates", "mine");
    settings.put("check_dates", "often");
    assertThatThrownBy(() -> new VerifiedSignatures(settings, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trusted_certificates")
        .hasMessageContaining("check_dates");
  }
}
