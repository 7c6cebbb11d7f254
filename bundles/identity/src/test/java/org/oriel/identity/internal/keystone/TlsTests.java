// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.image.Refusal;

/** Keystone behind TLS, with a certificate made here. */
class TlsTests {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private final Path directory;

  TlsTests(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Whether a token is known at a server with a certificate for a name. */
  private boolean knows(String name, Map<String, String> options) throws Exception {
    KeyStore store = store(name);
    try (KeystoneWire keystone = new KeystoneWire(context(store))) {
      keystone.tokens.put("alice", KeystoneWire.project("u1", "p1"));
      Map<String, String> raw = new HashMap<>(options);
      raw.put("keystone_auth_url", keystone.url());
      raw.put("keystone_username", "glance");
      raw.put("keystone_password", "hushhush");
      raw.put("keystone_http_request_max_retries", "0");
      Problems problems = new Problems();
      KeystoneSettings settings = KeystoneSettings.of(new Options(raw, problems), problems);
      problems.complain("Test");
      try (KeystoneIdentity identity = new KeystoneIdentity(settings, caller -> false)) {
        return identity.identify(header -> Optional.of("alice")).user().isPresent();
      }
    }
  }

  private KeyStore store(String name) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("keystone.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "k",
                "-dname",
                "CN=keystone",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    try {
      assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    write("ca.pem", "CERTIFICATE", store.getCertificate("k").getEncoded());
    write("key.pem", "PRIVATE KEY", store.getKey("k", PASSWORD).getEncoded());
    return store;
  }

  private void write(String name, String kind, byte[] bytes) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    Files.writeString(directory.resolve(name), text, StandardCharsets.US_ASCII);
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private Map<String, String> authority() {
    return Map.of("keystone_cafile", directory.resolve("ca.pem").toString());
  }

  @Test
  void believesTheAuthority() throws Exception {
    assertThat(knows("ip:127.0.0.1", authority())).isTrue();
  }

  @Test
  void believesNobodyElse() {
    assertThatExceptionOfType(Refusal.Unavailable.class)
        .isThrownBy(() -> knows("ip:127.0.0.1", Map.of()));
  }

  @Test
  void looksAtTheName() {
    assertThatExceptionOfType(Refusal.Unavailable.class)
        .isThrownBy(() -> knows("dns:elsewhere.example", authority()));
  }

  @Test
  void believesEverybodyIfItShall() throws Exception {
    assertThat(knows("dns:elsewhere.example", Map.of("keystone_insecure", "true"))).isTrue();
  }

  @Test
  void showsACertificateOfItsOwn() throws Exception {
    Map<String, String> own = new HashMap<>(authority());
    own.put("keystone_certfile", directory.resolve("ca.pem").toString());
    own.put("keystone_keyfile", directory.resolve("key.pem").toString());
    assertThat(knows("ip:127.0.0.1", own)).isTrue();
  }

  @Test
  void refusesFilesThatAreSomethingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> knows("ip:127.0.0.1", Map.of("keystone_cafile", file.toString())));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> knows("ip:127.0.0.1", Map.of("keystone_cafile", "/nowhere.pem")));
  }
}
