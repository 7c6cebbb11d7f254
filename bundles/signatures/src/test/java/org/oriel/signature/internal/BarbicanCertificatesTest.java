// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Caller;

/** Against a server that answers as Barbican's documentation says. */
class BarbicanCertificatesTest {
  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private static final Caller CALLER =
      Caller.SYSTEM.withToken(Optional.of(new Caller.Token("sesame")));

  private final HttpServer server;
  private final Path directory;
  private final List<String> asked = new ArrayList<>();
  private String secretType = "certificate";
  private int status = 200;

  BarbicanCertificatesTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Openssl.isThere(), "no /usr/bin/openssl");
    Openssl openssl = new Openssl(directory);
    openssl.key("k", "secp384r1");
    openssl.certificate(ID, "k");
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    asked.add(path + " " + accept);
    boolean known = "sesame".equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
    byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
    int code = !known ? 401 : body.length == 0 ? 404 : status;
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String body(String path) throws IOException {
    return switch (path) {
      case "/id/v3/auth/catalog" ->
          """
          {"catalog": [{"type": "image", "endpoints": []}, {"type": "key-manager", "endpoints": [
            {"interface": "admin", "region": "A", "url": "http://nowhere/"},
            {"interface": "public", "region": "B", "url": "http://nowhere/"},
            {"interface": "public", "region": "A", "url": "%s/"}]}]}
          """
              .formatted(url());
      default -> path.startsWith("/v1/secrets/" + ID) ? secret(path) : "";
    };
  }

  private String secret(String path) throws IOException {
    return path.endsWith("/payload")
        ? Files.readString(directory.resolve(ID + ".pem"))
        : "{\"secret_type\": \"%s\", \"content_types\": {\"default\": \"application/octet-stream\"}}"
            .formatted(secretType);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private BarbicanCertificates barbican(Optional<String> endpoint) {
    return new BarbicanCertificates(
        new BarbicanSettings(
            endpoint, "v1", url() + "/id/v3/", "public", Optional.of("A"), true, Optional.empty()),
        HttpClient.newHttpClient(),
        new Pem(new BouncyCastleProvider()));
  }

  private static String reason(BarbicanCertificates barbican, String id, Caller caller) {
    try {
      return "got " + barbican.get(id, caller).getSubjectX500Principal();
    } catch (Unverifiable e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void fetchesWithTheTokenOfTheCaller() throws Exception {
    assertThat(barbican(Optional.of(url())).get(ID, CALLER).getSubjectX500Principal().getName())
        .isEqualTo("CN=k");
    assertThat(asked)
        .containsExactly(
            "/v1/secrets/" + ID + " application/json",
            "/v1/secrets/" + ID + "/payload application/octet-stream");
    assertThat(reason(barbican(Optional.of(url() + "/v1/")), ID, CALLER)).isEqualTo("got CN=k");
  }

  @Test
  void looksIntoTheCatalogue() {
    assertThat(reason(barbican(Optional.empty()), ID, CALLER)).isEqualTo("got CN=k");
    assertThat(asked.get(0)).startsWith("/id/v3/auth/catalog");
  }

  @Test
  void tellsNotThereFromNotHad() {
    BarbicanCertificates barbican = barbican(Optional.of(url()));
    String other = "99999999-2222-3333-4444-555555555555";
    assertThat(reason(barbican, other, CALLER))
        .isEqualTo("Certificate not found with ID: " + other);
    assertThat(reason(barbican, "../x", CALLER)).isEqualTo("Certificate not found with ID: ../x");
    String notHad = "Unable to retrieve certificate with ID: " + ID;
    assertThat(reason(barbican, ID, Caller.SYSTEM)).isEqualTo(notHad);
    Caller stranger = Caller.SYSTEM.withToken(Optional.of(new Caller.Token("wrong")));
    assertThat(reason(barbican, ID, stranger)).isEqualTo(notHad);
    assertThat(stranger.toString()).doesNotContain("wrong");
    status = 503;
    assertThat(reason(barbican, ID, CALLER)).isEqualTo(notHad);
    assertThat(reason(barbican(Optional.of("http://127.0.0.1:1")), ID, CALLER)).isEqualTo(notHad);
    assertThat(reason(barbican(Optional.of("no url")), ID, CALLER)).isEqualTo(notHad);
  }

  @Test
  void takesNoOtherSecret() {
    secretType = "passphrase";
    assertThatThrownBy(() -> barbican(Optional.of(url())).get(ID, CALLER))
        .isInstanceOf(Unverifiable.class)
        .hasMessage("Invalid certificate format: passphrase");
  }
}
