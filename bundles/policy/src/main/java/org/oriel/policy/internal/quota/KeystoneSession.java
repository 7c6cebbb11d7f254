// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.oriel.base.Workers;
import org.oriel.policy.internal.Tls;

/** Questions to Keystone's API, with a token that is kept and renewed. */
final class KeystoneSession implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final Duration SPARE = Duration.ofMinutes(2);

  private final LimitSettings settings;
  private final InstantSource clock;
  private final ExecutorService workers = Workers.pool("policy-limits", 4, 4096);
  private final HttpClient client;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable Token held;

  private record Token(String text, Instant expiresAt) {
    /** Nothing of the token. */
    @Override
    public String toString() {
      return "Token[" + expiresAt + "]";
    }
  }

  private record Reply(int status, Optional<String> token, JsonNode body) {}

  KeystoneSession(LimitSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .executor(workers)
            .sslContext(
                Tls.context(
                    !settings.insecure(),
                    settings.authorities(),
                    settings.certificate(),
                    settings.key()))
            .build();
  }

  /**
   * What Keystone answers.
   *
   * @param path below the root of the API, with its query
   * @throws IOException if there is no answer, or a refusal
   */
  JsonNode get(String path) throws IOException {
    Token token = token(Optional.empty());
    Reply reply = asked(path, token);
    if (reply.status() == 401) {
      reply = asked(path, token(Optional.of(token)));
    }
    if (reply.status() != 200) {
      throw new IOException("Keystone answers with status " + reply.status() + ".");
    }
    return reply.body();
  }

  private Reply asked(String path, Token token) throws IOException {
    return send(request(path).header("X-Auth-Token", token.text()).build());
  }

  /** A good token, another than one that was refused. Of many who ask at once, one fetches it. */
  private Token token(Optional<Token> refused) throws IOException {
    Token now = held;
    if (now != null && isGood(now, refused)) {
      return now;
    }
    try {
      if (!renewing.tryLock(settings.timeout().toMillis() * 2, TimeUnit.MILLISECONDS)) {
        throw new IOException("Keystone is slow to give a token.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Asking Keystone was interrupted.", e);
    }
    try {
      Token there = held;
      if (there != null && isGood(there, refused)) {
        return there;
      }
      Token fetched = fetched();
      held = fetched;
      return fetched;
    } finally {
      renewing.unlock();
    }
  }

  private boolean isGood(Token token, Optional<Token> refused) {
    return clock.instant().plus(SPARE).isBefore(token.expiresAt())
        && refused.filter(token::equals).isEmpty();
  }

  private Token fetched() throws IOException {
    Reply reply =
        send(
            request("/auth/tokens")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(settings.login().body()))
                .build());
    if (reply.status() != 201 || reply.token().isEmpty()) {
      throw new IOException(
          "Keystone gives no token to [oslo_limit]: status " + reply.status() + ".");
    }
    try {
      String expires = reply.body().path("token").path("expires_at").asText();
      return new Token(reply.token().get(), Instant.parse(expires));
    } catch (DateTimeParseException e) {
      throw new IOException("Keystone gives a token without an end.", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.authUrl() + path))
        .timeout(settings.timeout())
        .header("Accept", "application/json");
  }

  private Reply send(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        boolean good = response.statusCode() < 300;
        return new Reply(
            response.statusCode(),
            response.headers().firstValue("X-Subject-Token"),
            JSON.readTree(good ? new String(bytes, StandardCharsets.UTF_8) : "{}"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Asking Keystone was interrupted.", e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
