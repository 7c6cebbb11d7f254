// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.oriel.base.Workers;

/** Requests to Keystone: bounded in time and size, tried again if it is not there. */
final class Wire implements AutoCloseable {
  private static final long MOST_BYTES = 4 << 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

  /** An answer. */
  record Reply(int status, HttpHeaders headers, String body) {}

  private final ExecutorService workers = Workers.pool("identity", 2, 4096);
  private final HttpClient client;
  private final Duration timeout;
  private final int retries;

  Wire(KeystoneSettings settings) {
    this.timeout = settings.timeout();
    this.retries = settings.retries();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(Tls.context(settings.trust()))
            .executor(workers)
            .build();
  }

  /** A request that only asks about a token, also about one whose rules we have to enforce. */
  Reply get(URI uri, String token, String subject) throws KeystoneAway {
    return send(
        request(uri)
            .header("X-Auth-Token", token)
            .header("X-Subject-Token", subject)
            .header("OpenStack-Identity-Access-Rules", "1")
            .build());
  }

  /** A request with a body of JSON. */
  Reply post(URI uri, String body) throws KeystoneAway {
    return send(
        request(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("User-Agent", "oriel");
  }

  private Reply send(HttpRequest request) throws KeystoneAway {
    Duration pause = FIRST_PAUSE;
    for (int left = retries; ; left--) {
      try {
        Reply reply = once(request);
        if (!PASSING.contains(reply.status())) {
          return reply;
        }
        if (left == 0) {
          throw new KeystoneAway("Keystone answers with status " + reply.status() + ".");
        }
      } catch (KeystoneAway e) {
        throw e;
      } catch (IOException e) {
        if (left == 0) {
          throw new KeystoneAway(
              "Keystone cannot be reached (" + e.getClass().getSimpleName() + ").", e);
        }
      }
      sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private Reply once(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> answer = asked.get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      return new Reply(answer.statusCode(), answer.headers(), body);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new KeystoneAway("Asking Keystone was interrupted.", e);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new IOException("The answer did not end in time.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private static void sleep(Duration pause) throws KeystoneAway {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeystoneAway("Asking Keystone was interrupted.", e);
    }
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
