// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A web server with bytes under names, and with the bad habits that a test gives it. */
final class WebServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  /** A path that answers in its own way. */
  interface Habit {
    void answer(HttpExchange exchange) throws IOException;
  }

  final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  final Map<String, Habit> habits = new ConcurrentHashMap<>();
  final AtomicInteger requests = new AtomicInteger();
  volatile boolean knowsRanges = true;
  volatile boolean knowsHead = true;
  volatile Optional<String> authorization = Optional.empty();
  volatile Supplier<String> tag = () -> "\"1\"";
  volatile int breaksAfter = Integer.MAX_VALUE;

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService workers = Executors.newCachedThreadPool();

  WebServer() {
    this(Optional.empty());
  }

  WebServer(Optional<SSLContext> identity) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      if (identity.isPresent()) {
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(identity.get()));
        server = secure;
      } else {
        server = HttpServer.create(address, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    scheme = identity.isPresent() ? "https" : "http";
    server.createContext("/", this::answer);
    server.setExecutor(workers);
    server.start();
  }

  String url(String name) {
    return scheme + "://127.0.0.1:" + port() + "/" + name;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String name = exchange.getRequestURI().getPath().substring(1);
    try (exchange) {
      Habit habit = habits.get(name);
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization.isPresent() && !authorization.get().equals(given)) {
        exchange.sendResponseHeaders(401, -1);
      } else if (habit != null) {
        habit.answer(exchange);
      } else {
        serve(name, exchange);
      }
    }
  }

  private void serve(String name, HttpExchange exchange) throws IOException {
    byte[] bytes = contents.get(name);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head && !knowsHead) {
      exchange.sendResponseHeaders(405, -1);
      return;
    }
    if (bytes == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String version = tag.get();
    if (!version.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", version);
    }
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String wanted = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    Matcher range = RANGE.matcher(wanted == null ? "" : wanted);
    boolean part =
        knowsRanges && range.matches() && (condition == null || condition.equals(version));
    if (!part) {
      send(exchange, 200, bytes, 0, bytes.length);
      return;
    }
    long first = Long.parseLong(range.group(1));
    if (first >= bytes.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    int last = bytes.length - 1;
    if (!range.group(2).isEmpty()) {
      last = (int) Math.min(last, Long.parseLong(range.group(2)));
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length);
    send(exchange, 206, bytes, (int) first, last + 1 - (int) first);
  }

  private void send(HttpExchange exchange, int status, byte[] bytes, int from, int length)
      throws IOException {
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    exchange.getResponseBody().write(bytes, from, Math.min(length, breaksAfter));
  }

  void redirect(String name, String to) {
    habits.put(
        name,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  void status(String name, int status) {
    habits.put(name, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
