// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.image.Refusal;

/** On the wire, against a server that speaks as Keystone does. */
class KeystoneLimitsTests {
  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<KeystoneLimits> opened = new ArrayList<>();
  private volatile String good = "t1";
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile String login = "";
  private volatile String expires = "2026-01-01T01:00:00.000000Z";
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  KeystoneLimitsTests() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    answers.put("/v3/endpoints/e1", "{\"endpoint\":{\"service_id\":\"s1\",\"region_id\":\"r 1\"}}");
    answers.put(
        "/v3/registered_limits?service_id=s1&region_id=r+1",
        "{\"registered_limits\":["
            + "{\"resource_name\":\"image_size_total\",\"default_limit\":100},"
            + "{\"resource_name\":\"image_count_total\",\"default_limit\":-1},"
            + "{\"resource_name\":\"unknown\",\"default_limit\":1}]}");
    answers.put(
        "/v3/limits?service_id=s1&region_id=r+1&project_id=p1",
        "{\"limits\":[{\"resource_name\":\"image_size_total\",\"resource_limit\":7}]}");
    answers.put("/v3/limits?service_id=s1&region_id=r+1&project_id=p2", "{\"limits\":[]}");
  }

  private void serve(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
    String answer = answers.get(uri);
    if (uri.equals("/v3/auth/tokens")) {
      login = body;
      tokens.incrementAndGet();
      exchange.getResponseHeaders().add("X-Subject-Token", good);
      reply(exchange, 201, "{\"token\":{\"expires_at\":\"" + expires + "\"}}");
    } else if (!good.equals(token)) {
      reply(exchange, 401, "{}");
    } else {
      asked.add(uri);
      reply(exchange, answer == null ? 404 : 200, answer == null ? "{}" : answer);
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    opened.forEach(KeystoneLimits::close);
    server.stop(0);
  }

  private Map<String, Object> settings() {
    Map<String, Object> raw = new HashMap<>();
    raw.put("limit_auth_url", "http://127.0.0.1:" + server.getAddress().getPort());
    raw.put("limit_username", "glance");
    raw.put("limit_password", "sesame");
    raw.put("limit_user_domain_name", "Default");
    raw.put("limit_system_scope", "all");
    raw.put("limit_endpoint_id", "e1");
    return raw;
  }

  private KeystoneLimits limits(Map<String, Object> raw) {
    Problems problems = new Problems();
    LimitSettings settings = LimitSettings.of(new Options(raw, problems), problems);
    assertThat(problems.all()).isEmpty();
    KeystoneLimits limits = new KeystoneLimits(settings, () -> now);
    opened.add(limits);
    return limits;
  }

  @Test
  void takesTheLimitOfTheProjectBeforeTheRegisteredOne() {
    KeystoneLimits limits = limits(settings());

    assertThat(limits.of("p1", false))
        .isEqualTo(Map.of(Resource.IMAGE_SIZE_TOTAL, 7L, Resource.IMAGE_COUNT_TOTAL, -1L));
    assertThat(limits.of("p2", false))
        .isEqualTo(Map.of(Resource.IMAGE_SIZE_TOTAL, 100L, Resource.IMAGE_COUNT_TOTAL, -1L));
    assertThat(login)
        .isEqualTo(
            "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{"
                + "\"name\":\"glance\",\"domain\":{\"name\":\"Default\"},"
                + "\"password\":\"sesame\"}}},\"scope\":{\"system\":{\"all\":true}}}}");
  }

  @Test
  void remembersForAMoment() {
    KeystoneLimits limits = limits(settings());
    limits.of("p1", false);
    int first = asked.size();
    limits.of("p1", false);
    assertThat(asked).hasSize(first);

    limits.of("p1", true);
    assertThat(asked).hasSize(first + 2);
    now = now.plusMillis(1100);
    limits.of("p1", false);
    assertThat(asked).hasSize(first + 4);
    assertThat(tokens).hasValue(1);
  }

  @Test
  void renewsItsToken() {
    KeystoneLimits limits = limits(settings());
    limits.of("p1", true);
    good = "t2";
    limits.of("p1", true);
    assertThat(tokens).hasValue(2);
    now = Instant.parse("2026-01-01T00:59:00Z");
    expires = "2026-01-01T02:00:00.000000Z";
    limits.of("p1", true);
    assertThat(tokens).hasValue(3);
  }

  @Test
  void findsItsEndpointByName() {
    Map<String, Object> raw = settings();
    raw.remove("limit_endpoint_id");
    raw.put("limit_endpoint_service_type", "image");
    raw.put("limit_endpoint_service_name", "glance");
    raw.put("limit_endpoint_interface", "publicURL");
    answers.put("/v3/services?type=image&name=glance", "{\"services\":[{\"id\":\"s1\"}]}");
    answers.put(
        "/v3/endpoints?service_id=s1&interface=public",
        "{\"endpoints\":[{\"service_id\":\"s1\",\"region_id\":\"r 1\"}]}");

    assertThat(limits(raw).of("p1", false)).containsEntry(Resource.IMAGE_SIZE_TOTAL, 7L);

    answers.put("/v3/services?type=image&name=glance", "{\"services\":[]}");
    assertThatThrownBy(() -> limits(raw).of("p1", false)).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void saysWhenKeystoneIsAway() {
    KeystoneLimits limits = limits(settings());
    server.stop(0);
    assertThatThrownBy(() -> limits.of("p1", false))
        .isInstanceOf(Refusal.Unavailable.class)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(
            () ->
                QuotaSettings.of(
                    Map.of("use_keystone_limits", "true", "limit_auth_type", "v2password")))
        .hasMessageContaining("auth_url")
        .hasMessageContaining("auth_type")
        .hasMessageContaining("endpoint_id");
    assertThatThrownBy(() -> QuotaSettings.of(Map.of("use_keystone_limits", "true")))
        .hasMessageContaining("username")
        .hasMessageContaining("password");
    assertThat(QuotaSettings.of(Map.of()).unified()).isEmpty();
  }
}
