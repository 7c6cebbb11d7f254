// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.store.Blob;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreException;
import org.oriel.store.StoreSettings;

class HttpStoreTest {
  private final WebServer server = new WebServer();
  private final Store store = open(Map.of());

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  private static Store open(Map<String, String> options) {
    try {
      return new HttpStoreType().open(new StoreSettings("web", options));
    } catch (StoreException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Blob blob(String name) throws StoreException {
    return store.blob(Location.of(server.url(name)));
  }

  private static byte[] all(Blob blob, long offset) throws IOException {
    try (InputStream in = Channels.newInputStream(blob.read(offset))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      return bytes.toByteArray();
    }
  }

  private byte[] content(String name, int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    server.contents.put(name, bytes);
    return bytes;
  }

  @Test
  void readsFromServersThatKnowNeitherHeadNorRanges() throws Exception {
    byte[] bytes = content("a", 200_000);
    server.knowsHead = false;
    server.knowsRanges = false;

    assertThat(blob("a").size()).isEqualTo(200_000);
    assertThat(all(blob("a"), 150_000)).isEqualTo(Arrays.copyOfRange(bytes, 150_000, 200_000));
    assertThat(all(blob("a"), 200_001)).isEmpty();
  }

  @Test
  void learnsTheSizeFromARangeIfHeadDoesNotTell() throws Exception {
    content("a", 1234);
    server.knowsHead = false;

    assertThat(blob("a").size()).isEqualTo(1234);
  }

  @Test
  void readsChunkedAnswers() throws Exception {
    server.habits.put(
        "chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          if (exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseBody().write(new byte[100_000]);
          }
        });

    assertThat(all(blob("chunked"), 0)).hasSize(100_000);
    assertThatThrownBy(() -> blob("chunked").size())
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessageContaining("does not say");
  }

  @ParameterizedTest
  @CsvSource({
    "404,BlobMissing",
    "410,BlobMissing",
    "401,StoreDenied",
    "403,StoreDenied",
    "500,StoreDown",
    "503,StoreDown",
    "429,StoreDown",
    "418,BadLocation",
    "204,BadLocation"
  })
  void saysWhatTheServerSaid(int status, String refusal) {
    server.status("x", status);

    assertThatThrownBy(() -> all(blob("x"), 0))
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(refusal));
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    Blob gone = blob("a");
    server.close();

    assertThatThrownBy(gone::size).isInstanceOf(StoreException.StoreDown.class);
    assertThatThrownBy(() -> store.blob(Location.of("http://no.such.host.invalid/x")).size())
        .isInstanceOf(StoreException.StoreDown.class);
  }

  // --- redirects

  @Test
  void followsRedirects() throws Exception {
    byte[] bytes = content("a", 1000);
    server.redirect("first", "/second");
    server.redirect("second", server.url("a"));

    assertThat(blob("first").size()).isEqualTo(1000);
    assertThat(all(blob("first"), 0)).isEqualTo(bytes);
  }

  @Test
  void givesUpLoops() {
    server.redirect("loop", "/loop");

    assertThatThrownBy(() -> blob("loop").size()).isInstanceOf(StoreException.BadLocation.class);
    assertThat(server.requests).hasValue(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "gopher://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http:///nohost",
        "::",
        ""
      })
  void followsNowhereElse(String to) throws Exception {
    server.redirect("x", to);

    assertThatThrownBy(() -> blob("x").size()).isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void givesCredentialsToTheServerOfTheLocationOnly() throws Exception {
    content("a", 10);
    try (WebServer other = new WebServer()) {
      other.contents.put("b", new byte[20]);
      other.habits.put(
          "b",
          exchange -> {
            boolean told = exchange.getRequestHeaders().containsKey("Authorization");
            exchange.sendResponseHeaders(told ? 500 : 404, -1);
          });
      server.redirect("x", other.url("b"));
      Location location = Location.of("http://me:secret@127.0.0.1:" + server.port() + "/x");

      assertThatThrownBy(() -> store.blob(location).size())
          .isInstanceOf(StoreException.BlobMissing.class);
    }
  }

  // --- networks

  @Test
  void sendsNothingToRefusedNetworks() throws Exception {
    content("a", 10);
    for (String refused : new String[] {"127.0.0.0/8", "127.0.0.1", "10.0.0.0/8,127.0.0.0/30"}) {
      try (Store careful = open(Map.of("http_store_refused_networks", refused))) {
        assertThatThrownBy(() -> careful.blob(Location.of(server.url("a"))).size())
            .isInstanceOf(StoreException.BadLocation.class);
        String byName = "http://localhost:" + server.port() + "/a";
        assertThatThrownBy(() -> careful.blob(Location.of(byName)).size())
            .isInstanceOf(StoreException.BadLocation.class);
      }
    }
    assertThat(server.requests).hasValue(0);
    assertThatThrownBy(() -> store.blob(Location.of("http://169.254.169.254/")).size())
        .isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void refusesBadSettings() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "http_store_refused_networks",
                "10.0.0.0/33",
                "http_proxy_information",
                "http=proxy",
                "https_insecure",
                "perhaps")
            .entrySet()) {
      assertThatThrownBy(
              () ->
                  new HttpStoreType()
                      .open(new StoreSettings("web", Map.of(wrong.getKey(), wrong.getValue()))))
          .isInstanceOf(StoreException.BadSettings.class)
          .hasMessageContaining(wrong.getKey());
    }
  }

  @Test
  void goesThroughProxies() throws Exception {
    server.habits.put(
        "a",
        exchange ->
            exchange.sendResponseHeaders(
                exchange.getRequestURI().toString().startsWith("http://far.invalid") ? 410 : 500,
                -1));
    try (Store proxied =
        open(Map.of("http_proxy_information", "http:127.0.0.1:" + server.port()))) {
      assertThatThrownBy(() -> proxied.blob(Location.of("http://far.invalid/a")).size())
          .isInstanceOf(StoreException.BlobMissing.class);
    }
  }

  // --- broken connections

  @Test
  void readsOnAfterTheConnectionBroke() throws Exception {
    byte[] bytes = content("a", 300_000);
    server.breaksAfter = 100_000;

    assertThat(all(blob("a"), 0)).isEqualTo(bytes);
    assertThat(server.requests).hasValue(3);
  }

  @Test
  void neverJoinsTwoVersions() {
    content("a", 300_000);
    server.breaksAfter = 100_000;
    AtomicInteger version = new AtomicInteger();
    server.tag = () -> "\"" + version.incrementAndGet() + "\"";

    assertThatThrownBy(() -> all(blob("a"), 0)).isInstanceOf(StoreException.StoreDown.class);
  }

  @Test
  void saysThatTheServerBrokeOffIfNothingTellsTheVersion() {
    content("a", 300_000);
    server.breaksAfter = 100_000;
    for (String weak : new String[] {"", "W/\"1\""}) {
      server.tag = () -> weak;

      assertThatThrownBy(() -> all(blob("a"), 0))
          .isInstanceOf(StoreException.StoreDown.class)
          .hasMessageContaining("100000");
    }
  }

  @Test
  void closingEndsAWaitingRead() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    server.habits.put(
        "slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().flush();
          end.join();
        });
    ReadableByteChannel channel = blob("slow").read(0);
    CompletableFuture<Boolean> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return channel.read(ByteBuffer.allocate(10)) > 0;
              } catch (IOException e) {
                return false;
              }
            });
    Thread.sleep(200);
    assertThat(read).isNotDone();

    channel.close();

    assertThat(read.get(5, TimeUnit.SECONDS)).isFalse();
    end.complete(null);
  }

  // --- TLS

  @Test
  void believesWhomTheOperatorBelieves(@TempDir Path directory) throws Exception {
    Path keys = directory.resolve("keys.p12");
    Path certificate = directory.resolve("ca.pem");
    keytool(
        "-genkeypair -alias me -keyalg EC -dname CN=me -ext san=ip:127.0.0.1 -validity 2"
            + " -storetype PKCS12 -storepass secret -keystore "
            + keys);
    keytool(
        "-exportcert -rfc -alias me -storepass secret -keystore " + keys + " -file " + certificate);
    try (WebServer secure = new WebServer(Optional.of(identity(keys)))) {
      secure.contents.put("a", new byte[10]);
      Location byAddress = Location.of(secure.url("a"));
      Location byName = Location.of("https://localhost:" + secure.port() + "/a");

      assertThatThrownBy(() -> store.blob(byAddress).size())
          .isInstanceOf(StoreException.StoreDown.class);
      try (Store knowing = open(Map.of("https_ca_certificates_file", certificate.toString()))) {
        assertThat(knowing.blob(byAddress).size()).isEqualTo(10);
        assertThatThrownBy(() -> knowing.blob(byName).size())
            .isInstanceOf(StoreException.StoreDown.class);
      }
      try (Store trusting = open(Map.of("https_insecure", "true"))) {
        assertThat(all(trusting.blob(byName), 0)).hasSize(10);
      }
      secure.redirect("down", server.url("a"));
      try (Store trusting = open(Map.of("https_insecure", "true"))) {
        assertThatThrownBy(() -> trusting.blob(Location.of(secure.url("down"))).size())
            .isInstanceOf(StoreException.BadLocation.class);
      }
    }
  }

  private static SSLContext identity(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = "secret".toCharArray();
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String[] words = (tool + " " + arguments).split(" ");
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
