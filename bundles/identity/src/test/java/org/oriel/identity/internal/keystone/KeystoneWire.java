// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.oriel.base.Workers;

/** A server that answers about tokens as Keystone does on the wire. */
final class KeystoneWire implements AutoCloseable {
  private static final String FAR = "2100-01-01T00:00:00.000000Z";

  final Map<String, String> tokens = new ConcurrentHashMap<>();
  final Map<String, String> expired = new ConcurrentHashMap<>();
  final AtomicInteger logins = new AtomicInteger();
  final AtomicInteger questions = new AtomicInteger();
  final Set<String> bodies = ConcurrentHashMap.newKeySet();
  volatile String serviceToken = "service-1";
  volatile boolean credentialsFit = true;
  final AtomicInteger failing = new AtomicInteger();
  volatile long pauseMillis;
  private final ExecutorService workers = Workers.pool("keystone-wire", 16, 64);
  private final HttpServer server;

  KeystoneWire() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
  }

  /** The same behind TLS. */
  KeystoneWire(SSLContext tls) throws IOException {
    this(secured(tls));
  }

  private static HttpServer secured(SSLContext tls) throws IOException {
    HttpsServer secured =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    secured.setHttpsConfigurator(new HttpsConfigurator(tls));
    return secured;
  }

  private KeystoneWire(HttpServer server) {
    this.server = server;
    server.createContext("/identity/v3/auth/tokens", this::answer);
    server.setExecutor(workers);
    server.start();
  }

  String url() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort()
        + "/identity";
  }

  static String project(String user, String project, String... roles) {
    return described(user, "\"project\":{\"id\":\"" + project + "\"}", FAR, roles);
  }

  static String described(String user, String scope, String expiresAt, String... roles) {
    StringBuilder names = new StringBuilder();
    for (String role : roles) {
      names.append(names.isEmpty() ? "" : ",").append("{\"name\":\"").append(role).append("\"}");
    }
    return "{\"token\":{\"user\":{\"id\":\""
        + user
        + "\"},"
        + (scope.isEmpty() ? "" : scope + ",")
        + "\"expires_at\":\""
        + expiresAt
        + "\",\"roles\":["
        + names
        + "]}}";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        send(exchange, 503, "{}");
      } else if (exchange.getRequestMethod().equals("POST")) {
        login(exchange);
      } else {
        tell(exchange);
      }
    }
  }

  private void login(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    logins.incrementAndGet();
    if (!credentialsFit) {
      send(exchange, 401, "{}");
      return;
    }
    exchange.getResponseHeaders().set("X-Subject-Token", serviceToken);
    send(exchange, 201, project("glance", "service", "service"));
  }

  private void tell(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (!"1".equals(exchange.getRequestHeaders().getFirst("OpenStack-Identity-Access-Rules"))) {
      send(exchange, 404, "{}");
      return;
    }
    if (!serviceToken.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
      send(exchange, 401, "{}");
      return;
    }
    String subject = exchange.getRequestHeaders().getFirst("X-Subject-Token");
    boolean late = String.valueOf(exchange.getRequestURI().getQuery()).contains("allow_expired=1");
    Optional<String> told =
        Optional.ofNullable(tokens.get(subject))
            .or(() -> late ? Optional.ofNullable(expired.get(subject)) : Optional.empty());
    send(exchange, told.isPresent() ? 200 : 404, told.orElse("{}"));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
