// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.image.Caller;

/** Checks that a real server answers. */
class HttpRemoteTests {
  private static final Caller ALICE = Caller.of("alice", "p1", Set.of("member"));
  private final HttpServer server;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile String answer = "True";
  private volatile int status = 200;
  private volatile boolean hangs;
  private volatile String body = "";
  private volatile String type = "";
  private volatile String path = "";

  HttpRemoteTests() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          type = exchange.getRequestHeaders().getFirst("Content-Type");
          path = exchange.getRequestURI().toString();
          if (hangs) {
            awaitRelease();
          }
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private void awaitRelease() {
    try {
      assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
  }

  private boolean ask(Map<String, Object> settings, String rule) throws IOException {
    Map<String, Object> raw = new HashMap<>(settings);
    Path file = Files.createTempFile("oriel-policy", ".yaml");
    Files.writeString(
        file, "ask: http://127.0.0.1:" + server.getAddress().getPort() + "/may/%(id)s\n");
    raw.put("policy_file", file.toString());
    RulePolicy policy = new RulePolicy(raw);
    try {
      return policy.allows(rule, ALICE, Map.of("id", "i 1", "tags", Set.of("t")));
    } finally {
      policy.close();
      Files.delete(file);
    }
  }

  @Test
  void sendsAForm() throws IOException {
    assertThat(ask(Map.of(), "ask")).isTrue();
    assertThat(path).isEqualTo("/may/i%201");
    assertThat(type).isEqualTo("application/x-www-form-urlencoded");
    assertThat(URLDecoder.decode(body, StandardCharsets.UTF_8))
        .startsWith("rule=\"ask\"&target={\"id\":\"i 1\",\"tags\":[\"t\"]}&credentials={")
        .contains("\"user_id\":\"alice\"", "\"project_id\":\"p1\"", "\"roles\":[\"member\"]");
  }

  @Test
  void sendsJson() throws IOException {
    assertThat(ask(Map.of("remote_content_type", "application/json"), "ask")).isTrue();
    assertThat(type).isEqualTo("application/json");
    assertThat(body).contains("\"rule\":\"ask\"", "\"target\":{\"id\":\"i 1\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "True, true",
        "\"True\", true",
        "False, false",
        "true, false",
        "Truest, false",
        "``, false"
      })
  void takesTrueForYes(String said, boolean expected) throws IOException {
    answer = said;
    assertThat(ask(Map.of(), "ask")).isEqualTo(expected);
  }

  @Test
  void waitsOnlySoLong() throws IOException {
    hangs = true;
    long start = System.nanoTime();
    assertThat(ask(Map.of("remote_timeout", "1"), "ask")).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void takesNoAnswerForNo() throws IOException {
    server.stop(0);
    assertThat(ask(Map.of(), "ask")).isFalse();
  }

  @Test
  void complainsAboutFilesThatCannotBeUsed(@TempDir Path directory) throws IOException {
    Path noKey = Files.writeString(directory.resolve("key.pem"), "nothing");
    assertThatThrownBy(
            () ->
                new RulePolicy(
                    Map.of(
                        "remote_ssl_verify_server_crt",
                        "true",
                        "remote_ssl_ca_crt_file",
                        directory.resolve("none.pem").toString())))
        .hasMessageContaining("none.pem");
    assertThatThrownBy(() -> new RulePolicy(Map.of("remote_ssl_client_crt_file", noKey.toString())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RulePolicy(Map.of("remote_content_type", "text/plain")))
        .hasMessageContaining("remote_content_type");
  }
}
