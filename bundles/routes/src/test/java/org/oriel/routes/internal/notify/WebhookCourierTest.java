// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oriel.event.Event;
import org.oriel.event.Outbox;
import org.oriel.testkit.catalogue.SetClock;

class WebhookCourierTest {
  private static final String SECRET = "sesame-open-sesame";
  private static final Outbox.Row ROW =
      new Outbox.Row(
          1,
          "84c4f38a-b9bd-4b9f-8564-69f047ad47e9",
          Instant.parse("2026-11-23T12:02:23Z"),
          "image.create",
          Event.Priority.INFO,
          "{}");

  private final SetClock clock = new SetClock();
  private final HttpServer server;
  private volatile int status = 204;
  private volatile Headers headers = new Headers();
  private volatile String body = "";

  WebhookCourierTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext("/in", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    headers = exchange.getRequestHeaders();
    body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void deliver(int port) throws IOException, InterruptedException {
    try (WebhookCourier courier =
        new WebhookCourier(
            URI.create("http://127.0.0.1:" + port + "/in"),
            SECRET,
            Duration.ofDays(1),
            new OsloMessage("image.here"),
            clock)) {
      courier.deliver(List.of(ROW));
    }
  }

  private void deliver() throws IOException, InterruptedException {
    deliver(server.getAddress().getPort());
  }

  @Test
  void signsTimeAndBody() throws Exception {
    deliver();
    String time = headers.getFirst("X-Oriel-Timestamp");
    assertThat(time).isEqualTo(Long.toString(clock.instant().getEpochSecond()));
    assertThat(body).isEqualTo(new OsloMessage("image.here").webhook(ROW));
    assertThat(headers.getFirst("X-Oriel-Signature"))
        .isEqualTo("v1=" + WebhookCourier.signature(SECRET, time + "." + body));
    assertThat(headers.getFirst("X-Oriel-Event")).isEqualTo("image.create");
    assertThat(headers.getFirst("X-Oriel-Delivery")).isEqualTo(ROW.id());
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
  }

  /** Reckoned with openssl dgst -sha256 -hmac. */
  @Test
  void signsAsOthersDo() {
    assertThat(WebhookCourier.signature("key", "The quick brown fox jumps over the lazy dog"))
        .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  }

  @Test
  void tellsNoFromNotNow() throws Exception {
    for (int no : List.of(400, 410, 413, 422)) {
      status = no;
      assertThatThrownBy(this::deliver).isInstanceOf(Courier.Refused.class);
    }
    for (int notNow : List.of(302, 401, 404, 429, 500, 503)) {
      status = notNow;
      assertThatThrownBy(this::deliver)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(Courier.Refused.class)
          .hasMessageContaining(Integer.toString(notNow));
    }
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThatThrownBy(() -> deliver(port)).isInstanceOf(IOException.class);
  }
}
