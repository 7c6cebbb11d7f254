// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.base.Workers;
import org.oriel.image.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other servers as oslo.policy does: a POST of rule, target and credentials; the answer {@code
 * True}, with or without quotation marks, is a yes.
 */
final class HttpRemote implements Remote, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpRemote.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ANSWER = 64;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long COMPLAIN_EVERY = Duration.ofSeconds(30).toNanos();

  private final PolicySettings.RemoteSettings settings;
  private final ExecutorService workers = Workers.pool("policy", 4, 1000);
  private final HttpClient client;
  private final AtomicLong nextComplaint = new AtomicLong(System.nanoTime());

  /**
   * @throws IllegalArgumentException if a certificate or key cannot be used
   */
  HttpRemote(PolicySettings.RemoteSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(
                settings.timeout().compareTo(CONNECT) < 0 ? settings.timeout() : CONNECT)
            .executor(workers)
            .sslContext(
                Tls.context(
                    settings.verify(),
                    settings.authorities(),
                    settings.certificate(),
                    settings.key()))
            .build();
  }

  @Override
  public boolean allows(String url, Question question) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(settings.timeout())
              .header(
                  "Content-Type",
                  settings.json() ? "application/json" : "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(body(question)))
              .build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        String answer = new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
        return answer.replaceAll("^\"+|\"+$", "").equals("True");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException | IllegalArgumentException e) {
      complain(url, e);
      return false;
    }
  }

  private void complain(String url, Exception trouble) {
    long due = nextComplaint.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextComplaint.compareAndSet(due, now + COMPLAIN_EVERY)) {
      LOG.warn("A rule refuses because {} does not answer: {}", url, trouble.toString());
    }
  }

  private String body(Question question) throws JsonProcessingException {
    Map<String, Object> target = new TreeMap<>(question.target());
    Map<String, Object> credentials = credentials(question.caller());
    if (settings.json()) {
      return text(Map.of("rule", question.rule(), "target", target, "credentials", credentials));
    }
    return "rule="
        + coded(text(question.rule()))
        + "&target="
        + coded(text(target))
        + "&credentials="
        + coded(text(credentials));
  }

  private static Map<String, Object> credentials(Caller caller) {
    Map<String, Object> credentials = new LinkedHashMap<>();
    caller.user().ifPresent(user -> credentials.put("user_id", user));
    caller.project().ifPresent(project -> credentials.put("project_id", project));
    credentials.put("roles", caller.roles());
    credentials.put("service_roles", caller.serviceRoles());
    credentials.put("is_admin", caller.isAdmin());
    return credentials;
  }

  private static String text(Object value) throws JsonProcessingException {
    return JSON.writeValueAsString(value);
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
