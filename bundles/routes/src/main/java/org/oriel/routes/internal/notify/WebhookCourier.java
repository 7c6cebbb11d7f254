// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.oriel.event.Outbox;

/**
 * Posts each row to a URL, with a signature over time and body by which the receiver knows that it
 * came from us, and just now.
 */
final class WebhookCourier implements Courier {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String MAC = "HmacSHA256";

  /** Answers that mean "not now" rather than "not this". */
  private static final Set<Integer> NOT_NOW = Set.of(401, 403, 404, 408, 425, 429);

  private final URI url;
  private final String secret;
  private final Duration patience;
  private final OsloMessage message;
  private final Clock clock;
  private final HttpClient client;

  WebhookCourier(URI url, String secret, Duration patience, OsloMessage message, Clock clock) {
    this.url = url;
    this.secret = secret;
    this.patience = patience;
    this.message = message;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
  }

  @Override
  public int most() {
    return 1;
  }

  @Override
  public Duration longestPause() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Optional<Duration> patience() {
    return Optional.of(patience);
  }

  @Override
  public void deliver(List<Outbox.Row> rows) throws IOException, InterruptedException {
    for (Outbox.Row row : rows) {
      int status = client.send(request(row), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status < 200 || status >= 300) {
        String sentence = "The receiver answered " + status + ".";
        throw status >= 400 && status < 500 && !NOT_NOW.contains(status)
            ? new Refused(sentence)
            : new IOException(sentence);
      }
    }
  }

  private HttpRequest request(Outbox.Row row) {
    String body = message.webhook(row);
    String time = Long.toString(clock.instant().getEpochSecond());
    return HttpRequest.newBuilder(url)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Oriel")
        .header("X-Oriel-Event", row.type())
        .header("X-Oriel-Delivery", row.id())
        .header("X-Oriel-Timestamp", time)
        .header("X-Oriel-Signature", "v1=" + signature(secret, time + "." + body))
        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
        .build();
  }

  /** HMAC-SHA256 in lower-case hexadecimal. */
  static String signature(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks " + MAC, e);
    }
  }

  @Override
  public void close() {
    // the client ends with its last reference
  }
}
