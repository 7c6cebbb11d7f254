// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server with texts under names. */
final class Web implements AutoCloseable {
  final AtomicInteger downloads = new AtomicInteger();

  /** So many downloads break off in the middle. */
  final AtomicInteger breaks = new AtomicInteger();

  /** What happens in the middle of a download. */
  volatile Runnable meanwhile = () -> {};

  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();

  Web() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(workers);
    server.start();
  }

  /** Puts a text; the address of it. */
  String put(String name, String text) {
    contents.put(name, text.getBytes(StandardCharsets.UTF_8));
    return url(name);
  }

  String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = contents.get(exchange.getRequestURI().getPath().substring(1));
      if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        downloads.incrementAndGet();
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        int half = bytes.length / 2;
        exchange.getResponseBody().write(bytes, 0, half);
        exchange.getResponseBody().flush();
        meanwhile.run();
        if (breaks.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
          exchange.getResponseBody().write(bytes, half, bytes.length - half);
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
